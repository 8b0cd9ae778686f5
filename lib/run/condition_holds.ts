import { findLocator } from "../actions/find.ts";
import type { LocatorInput } from "../actions/locator.ts";
import { fillIn } from "../plan/fill_in.ts";
import type { StepCondition, StepNode } from "../plan/step_node.ts";
import type { Value } from "../plan/value.ts";
import { Cut, deadline, raceCut } from "./cut.ts";
import { failure, failureOf } from "./failure.ts";
import { isHung } from "./is_hung.ts";
import type { Failure } from "./result.ts";
import { locatorsOf, scopeOf, type StepFrame } from "./step_frame.ts";

/** How long looking at an element may take: it is as it is now, nothing is waited for. */
const LOOK_MS = 5_000;

/** Why a step cannot be tried, because its condition cannot be told. */
export interface BrokenCondition {
  readonly failure: Failure;
  readonly hung: boolean;
}

/** Whether a step's `if` is true; never rejects. */
export async function conditionHolds(step: StepNode, frame: StepFrame): Promise<boolean | BrokenCondition> {
  const condition = step.options.if;
  if (condition === null) return true;
  using limit = deadline(LOOK_MS, new Cut("step_deadline", "The page did not answer"));
  const signal = AbortSignal.any([frame.signal, limit.signal]);
  try {
    const value = await valueOf(condition, frame, signal);
    if (typeof value === "boolean") return value;
    return { failure: notBoolean(step, condition, value), hung: false };
  } catch (error) {
    const { masker } = frame.attempt.tools;
    const hung = await isHung(error, signal, frame);
    return { failure: failureOf(error, { step, signal, timeoutMs: LOOK_MS, masker, hung, explanation: null }), hung };
  }
}

async function valueOf(condition: StepCondition, frame: StepFrame, signal: AbortSignal): Promise<Value> {
  if (condition.type === "expression") return condition.expression.evaluate(scopeOf(frame));
  const { session, tools } = frame.attempt;
  const input = fillIn(condition.locator, scopeOf(frame)) as LocatorInput;
  const element = findLocator(session.page, input, locatorsOf(frame), session);
  return await raceCut(element.filter({ visible: true }).count(), signal, tools.settings.slowMoMs) > 0;
}

function notBoolean(step: StepNode, condition: StepCondition, value: Value): Failure {
  const written = condition.type === "expression" ? condition.expression.source : "visible";
  const message = `Cannot decide "if: ${written}": found ${JSON.stringify(value)}, expected true or false`;
  return failure("expression", message, step.at);
}
