import * as z from "zod";
import type { Scope } from "../plan/expression.ts";
import { isPart, type Part } from "../plan/flow.ts";
import type { Value } from "../plan/value.ts";
import { ActionError } from "./action_error.ts";
import { defineAction } from "./define_action.ts";
import { data, describeWritten, text } from "./scalar.ts";
import { variableName } from "./variable_name.ts";

/** The parsed part, put there by the parser: no key of a flow file. */
const PART: z.ZodType<Part> = z.unknown().transform((parsed, context): Part => {
  if (isPart(parsed)) return parsed;
  context.addIssue({ code: "custom", message: `expected nothing, found ${describeWritten(parsed)}` });
  return z.NEVER;
}).meta({ jsonSchema: { not: {} } });

/** Runs the steps of another file, which sees only what it is given. */
export const use = defineAction({
  name: "use",
  summary: "Run the steps of another file",
  group: "structure",
  input: z.strictObject({
    flow: text().describe("path of the file, relative to this one"),
    with: z.exactOptional(z.record(z.string(), data()).describe("values for its inputs")),
    outputs: z.exactOptional(z.array(variableName()).describe("variables that it gives back")),
    part: z.exactOptional(PART),
  }),
  short: "flow",
  captures: ({ outputs = [] }) => outputs,
  deadline: "none",
  example: { flow: "sign_in.flow.yaml", with: { user: "ada" } },
  title: ({ flow }) => `use ${flow}`,
  async run({ flow, with: given = {}, outputs = [], part }, { runPart, variables }) {
    // The parser reads the file before anything runs, so this is a fault of the tool.
    if (part === undefined) throw new ActionError("internal", `Cannot use "${flow}": it was not read`);
    const result = await runPart(part, given);
    for (const name of outputs) variables.set(name, outputOf(result, name, flow));
  },
});

function outputOf(result: Scope, name: string, flow: string): Value {
  const value = Object.hasOwn(result, name) ? result[name] : undefined;
  if (value !== undefined) return value;
  const message = `Cannot use "${flow}": found no value of its output "${name}" at its end, expected one`;
  throw new ActionError("flow_file", message, { hint: `capture or set "${name}" in "${flow}"` });
}
