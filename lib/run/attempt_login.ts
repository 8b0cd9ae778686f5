import { isEmptyState, type LoginState } from "../browser/login_state.ts";
import { BrokenRunError } from "../errors.ts";
import type { Scope } from "../plan/expression.ts";
import { fillIn } from "../plan/fill_in.ts";
import type { FlowSession } from "../plan/flow.ts";
import type { PlannedFlow } from "../plan/plan.ts";
import { NO_TELEMETRY } from "../telemetry/telemetry.ts";
import { attemptArtifacts } from "./attempt_artifacts.ts";
import { openAttempt } from "./open_attempt.ts";
import type { Failure, Warning } from "./result.ts";
import { type LoginOptions, reportReused, runLogin } from "./run_login.ts";
import type { UsedLogin } from "./run_logins.ts";
import { runOpened } from "./run_opened.ts";
import type { RunTools } from "./run_tools.ts";
import { sessionKey } from "./session_key.ts";
import { sessionSettings } from "./session_settings.ts";
import { VariableScope } from "./variable_scope.ts";

/** What an attempt knows of its login beside where it runs. */
export interface AttemptLoginOptions extends LoginOptions {
  /** Of the attempt. */
  readonly warnings: Warning[];
  /** The one with which the flow has just failed: it is not used again. */
  readonly dead: UsedLogin | null;
  /** Attempts before this one, without the one that a dead session has cost. */
  readonly retriesUsed: number;
}

/**
 * The login that the flow's `session` names: the one that this run has, else a stored one that is good, else a new one;
 * `null` when the flow names none. Throws `LoginError`.
 */
export async function attemptLogin(flow: PlannedFlow, options: AttemptLoginOptions): Promise<UsedLogin | null> {
  const { session } = flow;
  if (session === null) return null;
  const { tools, ready, worker, dead } = options;
  const scope = ready.variables.all();
  const given = fillIn(session.given, scope) as Scope;
  const { info } = await worker.browser();
  const id = await sessionKey({
    session,
    given,
    key: String(fillIn(session.key, scope)),
    baseUrl: ready.baseUrl,
    settings: sessionSettings(flow, ready.variables),
    browser: info,
  }, { tools, secret: await tools.logins.store.key() });
  const need = { id, maxAgeMs: session.maxAgeMs, failuresAllowed: options.retriesUsed, dead };
  return await tools.logins.get(need, () => findOrMake(flow, { ...options, session, given, id }));
}

interface FindOptions extends AttemptLoginOptions {
  readonly session: FlowSession;
  readonly given: Scope;
  readonly id: string;
}

async function findOrMake(flow: PlannedFlow, options: FindOptions): Promise<UsedLogin> {
  const { session, tools, id, dead } = options;
  const { store } = tools.logins;
  const sinceMs = tools.host.now().getTime();
  const stored = dead !== null || tools.settings.freshSessions ? null : await store.read(id, session.maxAgeMs);
  const refused = stored === null ? null : await whyRefused(flow, stored, options);
  if (stored !== null && refused === null) return await reuse(flow, stored, options);
  let found: LoginState | null = null;
  let made: LoginState | null = null;
  await store.alone(id, {
    async done() {
      found = await store.read(id, session.maxAgeMs, sinceMs);
      return found !== null;
    },
    async work() {
      made = await make(flow, refused, options);
    },
  }, tools.stop.steps);
  const state = made ?? found;
  if (state === null) throw new BrokenRunError(`Cannot sign in by "${session.part.specPath}": nobody did`);
  return made === null ? await reuse(flow, state, options) : usedNow(state, false, tools);
}

function usedNow(state: LoginState, mayBeDead: boolean, { host }: RunTools): UsedLogin {
  return { state, mayBeDead, sinceMs: host.monotonicMs() };
}

async function reuse(flow: PlannedFlow, stored: LoginState, options: FindOptions): Promise<UsedLogin> {
  const { session, given, tools } = options;
  await reportReused(flow, { session, given, source: "reused", warnings: [] }, options);
  // One that has passed its check is alive: a flow that fails with it fails by itself.
  return usedNow(stored, session.valid.length === 0, tools);
}

async function make(flow: PlannedFlow, refused: Failure | null, options: FindOptions): Promise<LoginState> {
  const { session, given, dead } = options;
  const warnings: Warning[] = [];
  if (refused !== null) {
    warnings.push({ message: `The stored session was not used: ${refused.message}`, at: refused.at });
  }
  if (dead !== null) {
    warnings.push({ message: "The flow failed with the stored session, so a new one was made", at: null });
  }
  const source = refused === null && dead === null ? "made" : "renewed";
  const left = async (state: LoginState) => {
    if (isEmptyState(state)) return;
    const failed = await whyRefused(flow, state, options);
    if (failed === null) await keep(state, options);
    // Every later run would refuse it, too.
    else warnings.push({ message: `${NEVER_GOOD}: ${failed.message}`, at: failed.at });
  };
  return await runLogin(flow, { session, given, source, warnings, left }, options);
}

const NEVER_GOOD = "The check of a stored session fails with a new session too, so this one was not stored";

/** A cache that cannot be written costs the next run a login, no more. */
async function keep(state: LoginState, { session, id, tools, warnings }: FindOptions): Promise<void> {
  const { part: { specPath }, maxAgeMs } = session;
  const problem = await tools.logins.store.keep(id, state, { specPath, maxAgeMs });
  if (problem !== null) warnings.push({ message: `Cannot store the session: ${problem}`, at: null });
}

/** The failure of the steps that check a session; `null` when it is good. No report has them. */
async function whyRefused(flow: PlannedFlow, login: LoginState, options: FindOptions): Promise<Failure | null> {
  const { session, tools, ready, worker, number } = options;
  if (session.valid.length === 0) return null;
  const quiet: RunTools = {
    ...tools,
    settings: { ...tools.settings, trace: "off", video: "off", screenshot: "off" },
    emit: () => Promise.resolve(),
  };
  const warnings: Warning[] = [];
  const checking: PlannedFlow = { ...flow, before: [], steps: session.valid, finally: [], after: [] };
  const variables = new VariableScope(ready.variables.fixed);
  variables.restore(ready.variables.snapshot());
  await using opened = await openAttempt(checking, ready, {
    tools: quiet,
    worker,
    number,
    artifacts: attemptArtifacts(`${flow.id}@check`, number, { tools, warnings }),
    warnings,
    login,
  });
  const { errors } = await NO_TELEMETRY.flow({}, null, (span) => runOpened(opened.attempt, variables, span));
  return errors[0] ?? null;
}
