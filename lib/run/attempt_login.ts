import type { StorageState } from "../browser/session_settings.ts";
import { BrokenRunError } from "../errors.ts";
import type { FlowSession } from "../plan/flow.ts";
import type { PlannedFlow } from "../plan/plan.ts";
import type { StepNode } from "../plan/step_node.ts";
import { NO_TELEMETRY } from "../telemetry/telemetry.ts";
import { partScope } from "./attempt_scope.ts";
import { loginState } from "./login_session.ts";
import { openAttempt, type OpenAttemptOptions, type ReadyFlow } from "./open_attempt.ts";
import { runSteps, type StepsOutcome } from "./run_steps.ts";
import type { Attempt } from "./step_frame.ts";

/** The login that the flow's `session` names, kept or new; `null` when it names none. Throws `BrokenRunError`. */
export async function attemptLogin(
  flow: PlannedFlow,
  ready: ReadyFlow,
  options: Omit<OpenAttemptOptions, "login">,
): Promise<StorageState | null> {
  const { session } = flow;
  if (session === null) return null;
  // Its steps are no steps of this flow: neither events nor spans nor recordings tell of them.
  const settings = { ...options.tools.settings, trace: "off", video: "off" } as const;
  const quiet = { ...options, tools: { ...options.tools, settings, emit: () => Promise.resolve() } };
  const open = (login: StorageState | null) => openAttempt(flow, ready, { ...quiet, login });
  return await loginState(session, ready.variables, {
    tools: options.tools,
    baseUrl: ready.baseUrl,
    steps: {
      async make() {
        const opened = await open(null);
        const { failures: [error] } = await runLoginSteps(session, opened.attempt, session.part.steps);
        if (error === undefined) return opened.attempt.session;
        await opened[Symbol.asyncDispose]();
        throw new BrokenRunError(`Cannot sign in by "${session.part.specPath}": ${error.message}`, {
          hint: error.hint,
        });
      },
      async works(login) {
        await using opened = await open(login);
        const { failures } = await runLoginSteps(session, opened.attempt, session.valid);
        return failures.length === 0;
      },
    },
  });
}

function runLoginSteps({ part }: FlowSession, attempt: Attempt, steps: readonly StepNode[]): Promise<StepsOutcome> {
  const { tools, flow } = attempt;
  const variables = partScope(part, flow, tools);
  return NO_TELEMETRY.flow({}, null, (span) =>
    runSteps(steps, {
      attempt,
      phase: "before",
      path: [],
      round: 1,
      iteration: null,
      span,
      variables,
      local: {},
      part,
      signal: tools.stop.steps,
    }));
}
