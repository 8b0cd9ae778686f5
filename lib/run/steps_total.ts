import type { PlannedFlow } from "../plan/plan.ts";

/** How many steps a flow has at top level: those of `before`, `steps`, `finally` and `after`. */
export function stepsTotal({ before, steps, finally: last, after }: PlannedFlow): number {
  return before.length + steps.length + last.length + after.length;
}
