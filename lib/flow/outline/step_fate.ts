import { Expression } from "../../plan/expression.ts";
import { isPart, type Part } from "../../plan/flow.ts";
import { PlainScalar } from "../../plan/plain_scalar.ts";
import type { StepNode } from "../../plan/step_node.ts";
import type { Value, Written } from "../../plan/value.ts";
import { stepsIn } from "../name_checker.ts";

/** The value of an expression that names and calls nothing; `undefined` for all others, and for one that fails. */
export function constantOf(expression: Expression): Value | undefined {
  if (expression.references.length > 0 || expression.calls.length > 0) return undefined;
  try {
    return expression.evaluate({});
  } catch {
    return undefined;
  }
}

/** Why a step, or what it holds, never runs; `null` when it may. */
export function whyNever({ action, input, options }: StepNode): string | null {
  if (options.if?.type === "expression" && constantOf(options.if.expression) === false) return "its condition is false";
  if (action !== "repeat") return null;
  if (constantValue(input["times"]) === 0) return "it repeats 0 times";
  if (constantValue(input["while"]) === false) return "its condition is false";
  const each = input["each"];
  const entries = each instanceof Expression ? constantOf(each) : each;
  return Array.isArray(entries) && entries.length === 0 ? "its list is empty" : null;
}

/** Whether the steps behind a step have no chance, because it fails whatever the values are. */
export function failsAlways(step: StepNode): boolean {
  const { if: condition, optional, soft } = step.options;
  if (optional || soft || whyNever(step) !== null) return false;
  if (condition !== null && (condition.type !== "expression" || constantOf(condition.expression) !== true)) {
    return false;
  }
  if (step.action === "assert") return Object.values(step.input).some((value) => constantValue(value) === false);
  const part = partOf(step);
  if (part !== null) return [...part.steps, ...part.finally].some(failsAlways);
  // The rounds end with a failure, at the latest when there were too many.
  if (step.action === "repeat" && constantValue(step.input["while"]) === true) return true;
  const isSure = step.action === "group" || (step.action === "repeat" && roundsAreSure(step.input));
  return isSure && stepsIn(step).some((steps) => steps.some(failsAlways));
}

/** The part that a step uses. */
export function partOf({ input }: StepNode): Part | null {
  return Object.values(input).find(isPart) ?? null;
}

/** Whether there is a first round for certain. */
function roundsAreSure({ times, while: condition, each }: StepNode["input"]): boolean {
  if (times !== undefined) return typeof constantValue(times) === "number";
  if (condition !== undefined) return constantValue(condition) === true;
  return Array.isArray(each instanceof Expression ? constantOf(each) : each);
}

function constantValue(written: Written | undefined): unknown {
  if (written instanceof Expression) return constantOf(written);
  return written instanceof PlainScalar ? written.value : written;
}
