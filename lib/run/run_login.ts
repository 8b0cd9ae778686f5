import { isEmptyState, type LoginState, readLoginState } from "../browser/login_state.ts";
import type { Scope } from "../plan/expression.ts";
import type { FlowSession } from "../plan/flow.ts";
import type { PlannedFlow } from "../plan/plan.ts";
import type { Span } from "../telemetry/telemetry.ts";
import type { Artifacts } from "./artifacts.ts";
import { attemptArtifacts } from "./attempt_artifacts.ts";
import { partScope } from "./attempt_scope.ts";
import { endFlowSpan } from "./end_flow_span.ts";
import type { LoginHead } from "./event.ts";
import { failure } from "./failure.ts";
import { failureToStart } from "./failure_to_start.ts";
import { browserAttributes, flowAttributes } from "./flow_attributes.ts";
import { LoginError } from "./login_error.ts";
import { openAttempt, type ReadyFlow } from "./open_attempt.ts";
import { type Artifact, type Failure, type LoginResult, NO_SPAN_ID, type Warning } from "./result.ts";
import { type Ended, runOpened } from "./run_opened.ts";
import { instant, type RunTools } from "./run_tools.ts";
import type { Worker } from "./worker.ts";

/** The attempt that needs a login. */
export interface LoginOptions {
  readonly ready: ReadyFlow;
  readonly tools: RunTools;
  readonly worker: Worker;
  /** Of the attempt. */
  readonly number: number;
  /** Of the attempt. */
  readonly span: Span;
}

/** A login before it is made or reused. */
export interface Login {
  readonly session: FlowSession;
  /** `with`, filled in. */
  readonly given: Scope;
  readonly source: LoginResult["session"];
  readonly warnings: Warning[];
}

/** A login before it is made. */
export interface NewLogin extends Login {
  /** Is given the state that the login left, once its context is closed; may still add warnings. */
  readonly left: (state: LoginState) => Promise<void>;
}

/** Makes a login in a context of its own, with events and a span of its own, and gives its state; throws `LoginError`. */
export async function runLogin(flow: PlannedFlow, login: NewLogin, options: LoginOptions): Promise<LoginState> {
  const { tools, ready } = options;
  const { part } = login.session;
  const planned: PlannedFlow = {
    ...flow,
    ...part,
    id: loginId(flow, options),
    session: null,
    before: [],
    after: [],
    handlers: [],
  };
  const attributes = flowAttributes(planned, { tools, baseUrl: ready.baseUrl });
  const { state, errors } = await options.span.child("qa_rig.flow", attributes, async (span) => {
    const head = headOf(flow, login, { ...options, spanId: span.spanId });
    const startedMs = tools.host.monotonicMs();
    await tools.emit({ type: "login_started", at: head.started_at, login: head });
    const ended = await perform(planned, login, { ...options, flow, span });
    endFlowSpan(span, { ...ended, error: ended.errors[0] ?? null, steps: [...ended.steps] }, tools);
    const result = resultOf(head, {
      ...ended,
      durationMs: Math.round(tools.host.monotonicMs() - startedMs),
      warnings: login.warnings,
    });
    await tools.emit({ type: "login_ended", at: instant(tools.host), result });
    return ended;
  });
  if (state !== null) return state;
  throw new LoginError(part.specPath, errors[0] ?? failure("timeout", "Run interrupted", null));
}

/** Reports a stored login that is used again. */
export async function reportReused(flow: PlannedFlow, login: Login, options: LoginOptions): Promise<void> {
  const { tools } = options;
  const head = headOf(flow, login, { ...options, spanId: NO_SPAN_ID });
  await tools.emit({ type: "login_started", at: head.started_at, login: head });
  const result = resultOf(head, {
    status: "passed",
    errors: [],
    steps: [],
    artifacts: [],
    durationMs: 0,
    warnings: login.warnings,
  });
  await tools.emit({ type: "login_ended", at: instant(tools.host), result });
}

function loginId(flow: PlannedFlow, { number }: Pick<LoginOptions, "number">): string {
  return `${flow.id}@login-${number}`;
}

function headOf(
  flow: PlannedFlow,
  { session: { part }, source }: Login,
  { tools, number, span, spanId }: LoginOptions & { readonly spanId: string },
): LoginHead {
  return {
    id: loginId(flow, { number }),
    flow: part.title,
    spec_path: part.specPath,
    needed_by: flow.id,
    attempt: number,
    session: source,
    steps_total: part.steps.length + part.finally.length,
    started_at: instant(tools.host),
    trace_id: span.traceId,
    span_id: spanId,
  };
}

interface Outcome {
  readonly status: LoginResult["status"];
  readonly errors: readonly Failure[];
  readonly steps: Ended["steps"];
  readonly artifacts: readonly Artifact[];
}

interface PerformOptions extends LoginOptions {
  readonly flow: PlannedFlow;
}

interface Performed extends Outcome {
  readonly state: LoginState | null;
}

async function perform(planned: PlannedFlow, login: NewLogin, options: PerformOptions): Promise<Performed> {
  const { tools } = options;
  const artifacts = attemptArtifacts(planned.id, 1, { tools, warnings: login.warnings });
  try {
    const performed = await signIn(planned, login, { ...options, artifacts });
    if (performed.state !== null) await login.left(performed.state);
    return performed;
  } catch (error) {
    const interrupted = tools.stop.reason !== null;
    return {
      status: interrupted ? "interrupted" : "failed",
      errors: interrupted ? [] : [failureToStart(error)],
      steps: [],
      artifacts: artifacts.take(),
      state: null,
    };
  }
}

async function signIn(
  planned: PlannedFlow,
  { session, given, warnings }: Login,
  { tools, ready, worker, span, flow, artifacts }: PerformOptions & { readonly artifacts: Artifacts },
): Promise<Performed> {
  // A recording is of an attempt, and shows what the flow does.
  const unrecorded = { ...tools, settings: { ...tools.settings, trace: "off", video: "off" } as const };
  const variables = partScope(session.part, given, { flow, tools });
  await using opened = await openAttempt(planned, ready, {
    tools: unrecorded,
    worker,
    number: 1,
    artifacts,
    warnings,
    login: null,
  });
  span.set(browserAttributes(opened.attempt));
  const { status, errors, steps } = await runOpened(opened.attempt, variables, span);
  const isMade = status === "passed";
  const state = isMade
    ? await readLoginState(opened.attempt.session, (message) => warnings.push({ message, at: null }))
    : null;
  if (state !== null && isEmptyState(state)) {
    const message = "The login left no cookie and nothing in storage, so there is no session to be kept";
    warnings.push({ message, at: null });
  }
  await opened.end({ failed: !isMade });
  return { status: status === "broken" ? "failed" : status, errors, steps, artifacts: artifacts.take(), state };
}

function resultOf(
  head: LoginHead,
  { status, errors, steps, artifacts, durationMs, warnings }: Outcome & {
    readonly durationMs: number;
    readonly warnings: readonly Warning[];
  },
): LoginResult {
  const { trace_id, span_id, ...before } = head;
  const { steps_total, started_at, ...names } = before;
  return {
    ...names,
    status,
    passed: status === "passed",
    steps_total,
    steps_executed: steps.filter((step) => step.started_at !== null).length,
    started_at,
    duration_ms: durationMs,
    error: errors[0] ?? null,
    errors: [...errors],
    warnings: [...warnings],
    artifacts: [...artifacts],
    trace_id,
    span_id,
    steps: [...steps],
  };
}
