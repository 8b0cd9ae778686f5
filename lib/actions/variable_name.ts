import * as z from "zod";
import { nameProblem } from "../plan/cel_names.ts";
import { describeWritten } from "./scalar.ts";

/** The name of a variable that a step sets; never a template, since names are checked before the run. */
export function variableName(): z.ZodType<string> {
  return z.unknown().transform((written, context): string => {
    const problem = typeof written === "string" ? nameProblem(written) : "expected letters, digits and _";
    if (typeof written === "string" && problem === null) return written;
    const message = `expected the name of a variable, found ${describeWritten(written)}: ${problem}`;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  }).meta({ jsonSchema: { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_]*$" } });
}
