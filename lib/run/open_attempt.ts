import { openSession } from "../browser/open_session.ts";
import type { RunningBrowser } from "../browser/running_browser.ts";
import type { Session } from "../browser/session.ts";
import { type LoginState, restoreSessionStorage } from "../browser/login_state.ts";
import { BrokenRunError } from "../errors.ts";
import type { PlannedFlow } from "../plan/plan.ts";
import type { Artifacts } from "./artifacts.ts";
import { within } from "./cut.ts";
import { InnerResults } from "./inner_results.ts";
import { maskCredentials } from "./mask_credentials.ts";
import { Recordings } from "./recordings.ts";
import type { Warning } from "./result.ts";
import type { RunTools } from "./run_tools.ts";
import { sessionSettings } from "./session_settings.ts";
import type { Attempt } from "./step_frame.ts";
import type { Stop } from "./stop.ts";
import type { VariableScope } from "./variable_scope.ts";
import type { Worker } from "./worker.ts";

/** The variables and the base URL that an attempt starts with. */
export interface ReadyFlow {
  readonly variables: VariableScope;
  readonly baseUrl: string | null;
}

/** Where an attempt is opened, and what is collected there. */
export interface OpenAttemptOptions {
  readonly tools: RunTools;
  readonly worker: Worker;
  readonly number: number;
  readonly artifacts: Artifacts;
  readonly warnings: Warning[];
  /** The state of the login to begin with. */
  readonly login: LoginState | null;
}

/** How long a browser that was killed may take to be gone, in milliseconds. */
const LEAVE_MS = 2_000;

/** An attempt that can begin; disposing of it without `end()` keeps no recording. */
export interface OpenedAttempt extends AsyncDisposable {
  readonly attempt: Attempt;
  /** Closes the context, and keeps the recordings that are wanted of an attempt that ended so. */
  end(outcome: { readonly failed: boolean }): Promise<void>;
}

/** Opens a context of its own for an attempt; throws `BrokenRunError`. */
export async function openAttempt(
  flow: PlannedFlow,
  { variables, baseUrl }: ReadyFlow,
  { tools, worker, number, artifacts, warnings, login }: OpenAttemptOptions,
): Promise<OpenedAttempt> {
  const [{ devices }, expect] = await Promise.all([worker.playwright(), tools.expect()]);
  const settings = { ...sessionSettings(flow, variables), ...(login === null ? {} : { storage_state: login.storage }) };
  const unmasked = maskCredentials(settings, tools.masker);
  if (number === 1) warnings.push(...unmasked.map((message) => ({ message, at: null })));
  const recordings = new Recordings(flow, { tools, artifacts, warnings, number, baseUrl });
  const { running, session } = await openInBrowser(worker, tools.stop, (running) =>
    openSession(running, settings, {
      devices,
      notice: ({ message }) => warnings.push({ message, at: null }),
      video: recordings.video,
    }));
  if (login !== null) await restoreSessionStorage(session.page, login);
  await recordings.start(session);
  const attempt: Attempt = {
    tools,
    flow,
    number,
    session,
    settings,
    expect,
    baseUrl,
    browser: running.info,
    artifacts,
    warnings,
    recordings,
    inner: new InnerResults(),
    running: null,
    degraded: [],
  };
  const end = (outcome: { readonly failed: boolean }) => recordings.end(session, outcome);
  return { attempt, end, [Symbol.asyncDispose]: () => session.close() };
}

interface Opened {
  readonly running: RunningBrowser;
  readonly session: Session;
}

/** A browser that opens no context is of no use to anybody: it is replaced once, for no step has begun yet. */
async function openInBrowser(
  worker: Worker,
  stop: Stop,
  open: (running: RunningBrowser) => Promise<Session>,
): Promise<Opened> {
  const running = await worker.browser();
  try {
    return { running, session: await open(running) };
  } catch (error) {
    if (!(error instanceof BrokenRunError) || stop.reason !== null) throw error;
    running.kill();
    await within(LEAVE_MS, running.closed, error);
    const another = await worker.browser();
    return { running: another, session: await open(another) };
  }
}
