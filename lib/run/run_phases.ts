import { formatDuration } from "../duration.ts";
import type { StepNode } from "../plan/step_node.ts";
import type { Span } from "../telemetry/telemetry.ts";
import { Cut, cutOf, deadline } from "./cut.ts";
import { failureOfCut } from "./failure.ts";
import type { Failure, StepResult } from "./result.ts";
import { runSteps, type RunStepsMode, type StepsOutcome } from "./run_steps.ts";
import type { Attempt, StepFrame } from "./step_frame.ts";
import type { VariableScope } from "./variable_scope.ts";

/** What the phases of an attempt share. */
export interface PhasesOptions {
  readonly variables: VariableScope;
  readonly span: Span;
  /** Aborted when `before` and `steps`, or `finally` and `after`, have to end. */
  readonly signals: { readonly steps: AbortSignal; readonly cleanUp: AbortSignal };
}

/** All steps of an attempt that have a result, and every failure in order. */
export interface PhasesOutcome {
  readonly results: readonly StepResult[];
  readonly failures: readonly Failure[];
}

/** Runs `before`, `steps`, `finally` and `after`; the last two run whatever happened, unless the page hangs. */
export async function runPhases(attempt: Attempt, options: PhasesOptions): Promise<PhasesOutcome> {
  const { flow } = attempt;
  const { signals } = options;
  const results: StepResult[] = [];
  const failures: Failure[] = [];
  let skip: StepResult["because"] = null;
  let hung = false;

  const run = async (
    phase: StepResult["phase"],
    steps: readonly StepNode[],
    signal: AbortSignal,
    mode: RunStepsMode,
  ) => {
    const outcome = await runSteps(steps, frameOf(attempt, phase, { ...options, signal }), mode);
    results.push(...outcome.results);
    failures.push(...outcome.failures);
    hung ||= outcome.hung;
    return outcome;
  };

  for (const phase of ["before", "steps"] as const) {
    const outcome = await run(phase, flow[phase], signals.steps, skip === null ? {} : { skip });
    skip ??= reasonAfter(outcome, signals.steps);
  }
  failures.push(...lateFailures(signals.steps, failures));
  using limit = deadline(
    flow.finallyTimeoutMs,
    new Cut("flow_deadline", `"finally" did not end within ${formatDuration(flow.finallyTimeoutMs)}`),
  );
  const cleanUp = AbortSignal.any([signals.cleanUp, limit.signal]);
  for (const phase of ["finally", "after"] as const) {
    await run(phase, flow[phase], cleanUp, { always: true, ...(hung ? { skip: "page hung" } : {}) });
  }
  return { results, failures };
}

function reasonAfter(outcome: StepsOutcome, signal: AbortSignal): StepResult["because"] {
  if (cutOf(signal)?.kind === "interrupted") return "interrupted";
  if (outcome.hung) return "page hung";
  return outcome.goesOn ? null : "after failure";
}

/** A deadline of the flow that fell between two steps is a failure of its own. */
function lateFailures(signal: AbortSignal, failures: readonly Failure[]): readonly Failure[] {
  const cut = cutOf(signal);
  return cut === null || cut.kind === "interrupted" || failures.length > 0 ? [] : [failureOfCut(cut, null)];
}

function frameOf(
  attempt: Attempt,
  phase: StepResult["phase"],
  { variables, span, signal }: { readonly variables: VariableScope; readonly span: Span; readonly signal: AbortSignal },
): StepFrame {
  return {
    attempt,
    phase,
    path: [],
    round: 1,
    iteration: null,
    mayGoOn: phase === "finally",
    span,
    variables,
    local: {},
    part: attempt.flow,
    signal,
  };
}
