import { formatDuration } from "../duration.ts";
import { findAction } from "../actions/mod.ts";
import type { PlannedFlow } from "../plan/plan.ts";
import type { Span } from "../telemetry/telemetry.ts";
import { attemptEnding } from "./attempt_ending.ts";
import { Cut, cutOf, deadline } from "./cut.ts";
import { installHandlers } from "./handlers.ts";
import type { AttemptResult, Failure, StepResult, Warning } from "./result.ts";
import { runPhases } from "./run_phases.ts";
import type { Attempt } from "./step_frame.ts";
import type { VariableScope } from "./variable_scope.ts";

/** How the steps of an attempt ended. */
export interface Ended {
  readonly status: AttemptResult["status"];
  readonly errors: readonly Failure[];
  readonly steps: readonly StepResult[];
}

/** Runs all phases of an attempt whose context is open, until its deadline, a lost browser or a stopped run ends it. */
export async function runOpened(attempt: Attempt, variables: VariableScope, span: Span): Promise<Ended> {
  const { flow, session, tools } = attempt;
  const lost = new AbortController();
  session.lost.then(({ type, message }) =>
    lost.abort(new Cut(type === "browser" ? "browser_lost" : "page_crashed", message))
  );
  const text = `Flow "${flow.title}" did not end within ${formatDuration(flow.timeoutMs)}`;
  using limit = deadline(flow.timeoutMs, new Cut("flow_deadline", text));
  const signals = {
    steps: AbortSignal.any([lost.signal, tools.stop.steps, limit.signal]),
    cleanUp: AbortSignal.any([lost.signal, tools.stop.cleanUp]),
  };
  await installHandlers(attempt, variables);
  const { results, failures } = await runPhases(attempt, { variables, span, signals });
  const ending = attemptEnding(results, failures, cutOf(signals.steps));
  if (ending.status === "passed" && !results.some(isDone)) attempt.warnings.push(nothingChecked(flow));
  const { warning } = attempt.inner;
  if (warning !== null) attempt.warnings.push({ message: warning, at: null });
  return { ...ending, steps: results };
}

/** Whether a step of the flow itself did something; one that holds steps did what they did. */
function isDone({ phase, status, action, steps }: StepResult): boolean {
  if (phase !== "steps" || status === "skipped") return false;
  return findAction(action)?.deadline === "none" ? steps.some(isDone) : true;
}

function nothingChecked({ at: { file, line, column } }: PlannedFlow): Warning {
  return { message: 'Nothing was checked: found nothing under "steps" that ran', at: { file, line, column } };
}
