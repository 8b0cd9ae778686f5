import type { Cut } from "./cut.ts";
import { failure } from "./failure.ts";
import type { AttemptResult, Failure, StepResult } from "./result.ts";

/** How an attempt that could start has ended. */
export interface AttemptEnding {
  readonly status: AttemptResult["status"];
  readonly errors: readonly Failure[];
}

/**
 * Decides how an attempt has ended; the only place that does. It passes only when every step ran that was not skipped by
 * its own condition and that no optional step around it covers: what was not looked at is not green.
 */
export function attemptEnding(
  steps: readonly StepResult[],
  failures: readonly Failure[],
  cut: Cut | null,
): AttemptEnding {
  if (cut?.kind === "interrupted") return { status: "interrupted", errors: failures };
  if (failures.length > 0) return { status: "failed", errors: failures };
  const errors = steps.flatMap((step) => uncovered(step) ?? []).slice(0, 1);
  return { status: errors.length > 0 ? "failed" : "passed", errors };
}

/** Why a step, or one inside it, is not green although nothing failed; `null` when it is. */
function uncovered(step: StepResult): Failure | null {
  switch (step.status) {
    case "passed":
      return step.steps.map(uncovered).find((inner) => inner !== null) ?? null;
    case "warned":
      return null;
    case "skipped":
      return step.because === "condition" ? null : notRun(step, `it skipped because "${step.because}"`);
    case "failed":
      return step.error ?? notRun(step, "it failed");
    case "interrupted":
      return notRun(step, "it interrupted");
  }
}

function notRun({ name, at }: StepResult, found: string): Failure {
  return { ...failure("internal", `Cannot pass without step "${name}": found ${found}, expected it to run`, null), at };
}
