import { openSession } from "../browser/open_session.ts";
import type { StorageState } from "../browser/session_settings.ts";
import type { PlannedFlow } from "../plan/plan.ts";
import type { Artifacts } from "./artifacts.ts";
import type { Warning } from "./result.ts";
import type { RunTools } from "./run_tools.ts";
import { sessionSettings } from "./session_settings.ts";
import type { Attempt } from "./step_frame.ts";
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
  /** The storage state to begin with. */
  readonly login: StorageState | null;
}

/** Opens a context of its own for an attempt; throws `BrokenRunError`. */
export async function openAttempt(
  flow: PlannedFlow,
  { variables, baseUrl }: ReadyFlow,
  { tools, worker, number, artifacts, warnings, login }: OpenAttemptOptions,
): Promise<{ readonly attempt: Attempt } & AsyncDisposable> {
  const running = await worker.browser();
  const { devices } = await worker.playwright();
  const settings = { ...sessionSettings(flow, variables), ...(login === null ? {} : { storage_state: login }) };
  const session = await openSession(running, settings, {
    devices,
    notice: ({ message }) => warnings.push({ message, at: null }),
    videoFolder: null,
  });
  const attempt: Attempt = {
    tools,
    flow,
    number,
    session,
    expect: await tools.expect(),
    baseUrl,
    browser: running.info,
    artifacts,
    warnings,
    secretElements: [],
  };
  return { attempt, [Symbol.asyncDispose]: () => session.close() };
}
