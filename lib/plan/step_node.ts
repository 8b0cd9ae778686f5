import type { Place } from "../errors.ts";
import type { Expression } from "./expression.ts";
import type { Written } from "./value.ts";

/** Which default deadline a step gets: `none` for steps that hold steps. */
export type DeadlineKind = "step" | "navigation" | "check" | "none";

const STEP = Symbol("step");

/** One step of a flow as the parser made it; `input` fits the action's schema and may hold templates. */
export interface StepNode {
  /** Tells a step from data of the same shape. */
  readonly [STEP]: true;
  readonly action: string;
  /** Made from the template, never from a value: `fill "Card number"`. */
  readonly title: string;
  readonly input: { readonly [key: string]: Written };
  readonly options: StepOptions;
  readonly deadline: DeadlineKind;
  readonly at: Place;
}

/** What may stand beside the action in a step. */
export interface StepOptions {
  readonly if: StepCondition | null;
  /** For one try; the planner fills in the default, `null` is no deadline of its own. */
  readonly timeoutMs: number | null;
  readonly retry: { readonly times: number; readonly delayMs: number } | null;
  readonly optional: boolean;
  readonly soft: boolean;
  /** Fits the schema of `lib/actions/triggers.ts`. */
  readonly triggers: { readonly [key: string]: Written } | null;
  /** `false`: never take a screenshot here. */
  readonly screenshot: boolean;
}

/** `if:` of a step: a CEL expression, or an element that is visible now. */
export type StepCondition =
  | { readonly type: "expression"; readonly expression: Expression }
  | { readonly type: "visible"; readonly locator: { readonly [key: string]: Written } };

/** Makes a step. */
export function stepNode(fields: Omit<StepNode, typeof STEP>): StepNode {
  return { [STEP]: true, ...fields };
}

/** Whether a value is a step, not data that looks like one. */
export function isStepNode(value: unknown): value is StepNode {
  return typeof value === "object" && value !== null && STEP in value;
}
