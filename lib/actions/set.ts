import * as z from "zod";
import { defineAction } from "./define_action.ts";
import { expression } from "./scalar.ts";
import { variableName } from "./variable_name.ts";

/** Sets variables to the values of CEL expressions, in the order in which they stand, so that one may use the one before. */
export const set = defineAction({
  name: "set",
  summary: "Set variables to the values of CEL expressions",
  group: "values",
  input: z.record(z.string(), expression().describe("a CEL expression")).superRefine(checkNames),
  expressions: ["*"],
  captures: Object.keys,
  deadline: "step",
  example: { tax: "0.19", total_tax: "42 * tax" },
  title: (input) => `set ${Object.keys(input).join(", ")}`,
  run(input, { evaluate, variables }) {
    for (const [name, value] of Object.entries(input)) variables.set(name, evaluate(value));
    return Promise.resolve();
  },
});

function checkNames(input: object, context: z.RefinementCtx): void {
  if (Object.keys(input).length === 0) {
    context.addIssue({ code: "custom", message: "expected a variable and an expression, found none" });
  }
  for (const name of Object.keys(input)) {
    for (const { message } of variableName().safeParse(name).error?.issues ?? []) {
      context.addIssue({ code: "custom", path: [name], message });
    }
  }
}
