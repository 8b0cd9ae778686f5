import { isPart, type Part } from "./flow.ts";
import { isStepNode, type StepNode, stepNode } from "./step_node.ts";
import type { Written } from "./value.ts";

/** The deadline of each kind of step that says none, in milliseconds. */
export interface StepDefaults {
  readonly step: number;
  readonly navigation: number;
  readonly check: number;
}

/** Gives a step, and every step inside it, the deadline that it has when it says none. */
export function withDeadlines(step: StepNode, defaults: StepDefaults): StepNode {
  const own = step.options.timeoutMs ?? (step.deadline === "none" ? null : longEnough(step, defaults));
  const input = Object.fromEntries(Object.entries(step.input).map(([key, value]) => [key, inside(value, defaults)]));
  return stepNode({ ...step, input, options: { ...step.options, timeoutMs: own } });
}

/** A download that a step triggers is a transfer, so it gets the time of a navigation. */
function longEnough(step: StepNode, defaults: StepDefaults): number {
  const kind = step.deadline === "none" ? "step" : step.deadline;
  const download = step.options.triggers !== null && "download" in step.options.triggers;
  return download ? Math.max(defaults[kind], defaults.navigation) : defaults[kind];
}

function inside(value: Written, defaults: StepDefaults): Written {
  if (isStepNode(value)) return withDeadlines(value, defaults);
  if (isPart(value)) return partWithDeadlines(value, defaults);
  return Array.isArray(value) ? value.map((entry) => inside(entry, defaults)) : value;
}

/** The same for every step of a part. */
export function partWithDeadlines(part: Part, defaults: StepDefaults): Part {
  return {
    ...part,
    steps: part.steps.map((step) => withDeadlines(step, defaults)),
    finally: part.finally.map((step) => withDeadlines(step, defaults)),
  };
}
