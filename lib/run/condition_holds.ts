import { findLocator } from "../actions/find.ts";
import type { LocatorInput } from "../actions/locator.ts";
import { fillIn } from "../plan/fill_in.ts";
import type { StepCondition, StepNode } from "../plan/step_node.ts";
import type { Value } from "../plan/value.ts";
import { within } from "./cut.ts";
import { failure, failureOf } from "./failure.ts";
import type { Failure } from "./result.ts";
import { locatorsOf, scopeOf, type StepFrame } from "./step_frame.ts";

/** How long looking at an element may take: it is as it is now, nothing is waited for. */
const LOOK_MS = 5_000;

/** Whether a step's `if` is true; a failure when that cannot be told. */
export async function conditionHolds(step: StepNode, frame: StepFrame): Promise<boolean | Failure> {
  const condition = step.options.if;
  if (condition === null) return true;
  try {
    return await holds(condition, step, frame);
  } catch (error) {
    const { masker } = frame.attempt.tools;
    return failureOf(error, { step, signal: frame.signal, timeoutMs: LOOK_MS, masker, explanation: null });
  }
}

async function holds(condition: StepCondition, step: StepNode, frame: StepFrame): Promise<boolean | Failure> {
  if (condition.type === "expression") {
    const value = condition.expression.evaluate(scopeOf(frame));
    return typeof value === "boolean" ? value : notBoolean(step, condition.expression.source, value);
  }
  const { session } = frame.attempt;
  const input = fillIn(condition.locator, scopeOf(frame)) as LocatorInput;
  const element = findLocator(session.page, input, locatorsOf(frame), session);
  const count = element.filter({ visible: true }).count();
  return await within(LOOK_MS, count, new Error("the page does not answer")) > 0;
}

function notBoolean(step: StepNode, source: string, value: Value): Failure {
  const message = `Cannot decide "if: ${source}": found ${JSON.stringify(value)}, expected true or false`;
  return failure("expression", message, step.at);
}
