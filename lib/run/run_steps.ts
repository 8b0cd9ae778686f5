import type { StepNode } from "../plan/step_node.ts";
import { giveTurn } from "./event_loop.ts";
import { failure, StepsFailed } from "./failure.ts";
import type { Failure, StepResult } from "./result.ts";
import { runStep, skipStep } from "./run_step.ts";
import type { StepFrame } from "./step_frame.ts";

/** What became of a list of steps. */
export interface StepsOutcome {
  readonly results: readonly StepResult[];
  /** Every failure of a step of this list, in order. */
  readonly failures: readonly Failure[];
  /** Whether what comes after the list may go on: all passed, or only `soft` ones failed. */
  readonly goesOn: boolean;
  readonly hung: boolean;
}

/** How a list runs; `always`: a failure stops nothing, as in `finally`. */
export interface RunStepsMode {
  readonly always?: boolean;
  /** Skip all steps, for this reason. */
  readonly skip?: StepResult["because"];
}

/** Runs the steps of a list in order; after a failure the rest are skipped. */
export async function runSteps(
  steps: readonly StepNode[],
  frame: StepFrame,
  mode: RunStepsMode = {},
): Promise<StepsOutcome> {
  const results: StepResult[] = [];
  const failures: Failure[] = [];
  let because = mode.skip ?? null;
  let goesOn = true;
  let hung = false;
  for (const [position, step] of steps.entries()) {
    await giveTurn(frame.attempt.tools.host);
    if (because !== null) {
      results.push(await skipStep(step, position + 1, { frame, because }));
      continue;
    }
    const outcome = await runStep(step, position + 1, frame);
    results.push(outcome.result);
    if (outcome.failure !== null) failures.push(outcome.failure);
    hung ||= outcome.hung;
    goesOn &&= outcome.goesOn;
    because = reasonToSkip(outcome, mode.always ?? false);
  }
  return { results, failures, goesOn, hung };
}

/** The first failure of some lists for the step that holds them, or that they were interrupted; `null` when all passed. */
export function failureOfSteps(outcomes: readonly StepsOutcome[]): StepsFailed | null {
  const goesOn = outcomes.every((outcome) => outcome.goesOn);
  const [first] = outcomes.flatMap(({ failures }) => failures);
  if (first === undefined && goesOn) return null;
  const hung = outcomes.some((outcome) => outcome.hung);
  return new StepsFailed(first ?? failure("internal", "Run interrupted", null), goesOn, hung);
}

function reasonToSkip(
  outcome: { readonly result: StepResult; readonly goesOn: boolean; readonly hung: boolean },
  always: boolean,
): StepResult["because"] {
  if (outcome.result.status === "interrupted" && !always) return "interrupted";
  if (outcome.hung) return "page hung";
  return outcome.goesOn || always ? null : "after failure";
}
