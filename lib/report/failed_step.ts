import type { StepResult } from "../run/result.ts";

/** The innermost of the first step that failed, or was interrupted; `null` when none was. */
export function failedStep(steps: readonly StepResult[]): StepResult | null {
  const step = steps.find(({ status }) => status === "failed" || status === "interrupted");
  return step === undefined ? null : failedStep(step.steps) ?? step;
}
