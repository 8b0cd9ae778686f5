import * as z from "zod";
import type { Expression } from "../plan/expression.ts";
import { textOf } from "../plan/template.ts";
import type { ActionContext } from "./action_context.ts";
import { ActionError } from "./action_error.ts";
import { defineAction } from "./define_action.ts";
import { expression } from "./scalar.ts";

/** Checks a CEL expression once. */
export const assert = defineAction({
  name: "assert",
  summary: "Check that a CEL expression is true",
  group: "checks",
  input: z.strictObject({ that: expression().describe("a CEL expression, true or false") }),
  short: "that",
  expressions: ["that"],
  deadline: "check",
  example: "rows > 3",
  exampleAfter: [{ capture: { test_id: "product", of: "count", as: "rows" } }],
  title: ({ that }) => `assert ${that.source}`,
  run({ that }, context) {
    const value = context.evaluate(that);
    if (value === true) return Promise.resolve();
    throw value === false ? isFalse(that, context) : isNoBoolean(that, textOf(value));
  },
});

function isFalse(that: Expression, context: ActionContext): ActionError {
  const values = valuesOf(that, context);
  const found = values === "" ? "false" : values;
  const message = `Expected "${that.source}": found ${found}`;
  return new ActionError("assertion", message, { expected: that.source, actual: found });
}

function isNoBoolean(that: Expression, value: string): ActionError {
  return new ActionError("expression", `Cannot assert "${that.source}": found "${value}", expected true or false`);
}

/** `total = "40.00 EUR", rows = 3`, each name once. */
function valuesOf(that: Expression, { variables }: ActionContext): string {
  const names = new Set(that.references.map(({ path }) => path[0] ?? ""));
  return [...names].flatMap((name) => {
    const value = variables.get(name);
    return value === undefined ? [] : [`${name} = ${JSON.stringify(value)}`];
  }).join(", ");
}
