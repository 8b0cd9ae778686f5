import type { PlainScalar } from "./plain_scalar.ts";
import type { Expression } from "./expression.ts";
import type { Part } from "./flow.ts";
import type { StepNode } from "./step_node.ts";
import type { Template } from "./template.ts";

/** Plain data: what JSON can say. */
export type Value = null | string | number | boolean | readonly Value[] | { readonly [key: string]: Value };

/**
 * Data as it was written: `${…}` is a `Template`, a scalar that YAML reads as a number, boolean or null is a
 * `PlainScalar` that keeps its text, and a list of steps is parsed. A plan holds these, never values of the environment.
 */
export type Written =
  | null
  | string
  | number
  | boolean
  | PlainScalar
  | Template
  | Expression
  | StepNode
  | Part
  | readonly Written[]
  | { readonly [key: string]: Written };
