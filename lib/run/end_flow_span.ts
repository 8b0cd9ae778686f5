import type { Span } from "../telemetry/telemetry.ts";
import type { AttemptResult, StepResult } from "./result.ts";
import type { RunTools } from "./run_tools.ts";

/** Says on the span of an attempt or of a login how it ended. */
export function endFlowSpan(
  span: Span,
  result: Pick<AttemptResult, "status" | "error"> & { readonly steps: readonly StepResult[] },
  { masker }: Pick<RunTools, "masker">,
): void {
  const passed = result.status === "passed";
  span.set({
    "flow.passed": passed,
    "flow.steps_executed": result.steps.filter((step) => step.started_at !== null).length,
    "test.case.result.status": passed ? "pass" : "fail",
  });
  if (result.status === "interrupted") span.fail({ type: "interrupted", message: "Run interrupted" });
  if (result.error !== null) span.fail({ type: result.error.class, message: masker.mask(result.error.message) });
}
