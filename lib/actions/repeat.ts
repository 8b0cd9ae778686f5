import * as z from "zod";
import { Expression } from "../plan/expression.ts";
import { PlainScalar } from "../plan/plain_scalar.ts";
import type { StepNode } from "../plan/step_node.ts";
import { textOf } from "../plan/template.ts";
import type { Value } from "../plan/value.ts";
import type { ActionContext } from "./action_context.ts";
import { ActionError } from "./action_error.ts";
import { defineAction } from "./define_action.ts";
import { goesWith, oneOf } from "./one_of.ts";
import { data, expression, integer, steps } from "./scalar.ts";
import { variableName } from "./variable_name.ts";

/** Rounds of `while` where nothing is said. */
const MAX_ROUNDS = 100;

/** Rounds that anybody may ask for. */
const MOST_ROUNDS = 1_000_000;

/** Runs steps several times: a number of times, while something holds, or for each entry of a list. */
export const repeat = defineAction({
  name: "repeat",
  summary: "Run steps a number of times, while something holds, or for each entry of a list",
  group: "structure",
  input: z.strictObject({
    times: z.exactOptional(rounds().describe("how often")),
    while: z.exactOptional(expression().describe("a CEL expression, asked before each round")),
    max: z.exactOptional(
      integer(1, MOST_ROUNDS).describe(`most rounds of while; default ${MAX_ROUNDS}, then the step fails`),
    ),
    each: z.exactOptional(data().describe("a list, or a CEL expression that gives one")),
    as: z.exactOptional(variableName().describe("variable for the entry of each; default item")),
    steps: steps().describe("the steps of a round"),
  }).superRefine(oneOf(["times", "while", "each"]))
    .superRefine(goesWith("max", ["while"]))
    .superRefine(goesWith("as", ["each"]))
    .superRefine(({ each, while: condition }, context) => {
      if (isEmptyList(each)) {
        noRound(context, "each", "a list with an entry, found an empty one");
      }
      if (condition?.source.trim() === "false") noRound(context, "while", "a condition that can be true, found false");
    }),
  steps: ["steps"],
  expressions: ["while", "each"],
  locals: ({ each, as = "item" }) => each === undefined ? [] : [as],
  deadline: "none",
  example: { times: 2, steps: ["reload"] },
  title: ({ times, while: condition, each, as = "item" }) => {
    if (times !== undefined) return `repeat ${times} times`;
    return each === undefined ? `repeat while ${condition?.source}` : `repeat for each ${as}`;
  },
  async run({ times, while: condition, max = MAX_ROUNDS, each, as = "item", steps }, context) {
    if (times !== undefined) return await repeatTimes(times, steps, context);
    if (condition !== undefined) return await repeatWhile(condition, steps, { max, context });
    const entries = entriesOf(each ?? [], context);
    if (entries.length === 0) warnOfNone(`"${writtenOf(each ?? [])}" is an empty list`, context);
    for (const value of entries) {
      await context.runSteps(steps, { iteration: `${as} ${textOf(value)}`, variables: { [as]: value } });
    }
  },
});

/** A number of rounds: at least 1 where the file says it, while a template may give 0. */
function rounds(): z.ZodType<number> {
  const [written, given] = [integer(1, MOST_ROUNDS), integer(0, MOST_ROUNDS)];
  return z.unknown().transform((value, context): number => {
    const { data, error } = (value instanceof PlainScalar ? written : given).safeParse(value);
    if (data !== undefined) return data;
    for (const issue of error?.issues ?? []) context.addIssue({ ...issue, code: "custom" });
    return z.NEVER;
  }).meta({ jsonSchema: { type: "integer", minimum: 1, maximum: MOST_ROUNDS } });
}

function isEmptyList(each: Value | Expression | undefined): boolean {
  return each instanceof Expression ? /^\s*\[\s*\]\s*$/.test(each.source) : Array.isArray(each) && each.length === 0;
}

/** What would never run checks nothing. */
function noRound(context: z.RefinementCtx, key: string, expected: string): void {
  context.addIssue({ code: "custom", path: [key], message: `expected ${expected}` });
}

function warnOfNone(reason: string, { warn }: ActionContext): void {
  warn(`Nothing was repeated, so nothing was checked: ${reason}`);
}

async function repeatTimes(times: number, steps: readonly StepNode[], context: ActionContext): Promise<void> {
  const { runSteps } = context;
  if (times === 0) warnOfNone('"times" is 0', context);
  for (let round = 1; round <= times; round++) await runSteps(steps, { iteration: `${round} of ${times}` });
}

async function repeatWhile(
  condition: Expression,
  steps: readonly StepNode[],
  { max, context }: { readonly max: number; readonly context: ActionContext },
): Promise<void> {
  for (let round = 1; holds(condition, context); round++) {
    if (round > max) {
      const message = `Cannot repeat while "${condition.source}": found it true after ${max} rounds, expected an end`;
      throw new ActionError("assertion", message, { hint: 'raise "max" where that many rounds are meant' });
    }
    await context.runSteps(steps, { iteration: String(round) });
  }
}

function holds(condition: Expression, { evaluate }: ActionContext): boolean {
  const value = evaluate(condition);
  if (typeof value === "boolean") return value;
  const message = `Cannot repeat while "${condition.source}": found ${JSON.stringify(value)}, expected true or false`;
  throw new ActionError("expression", message);
}

function entriesOf(each: Value | Expression, { evaluate }: ActionContext): readonly Value[] {
  const entries = each instanceof Expression ? evaluate(each) : each;
  if (Array.isArray(entries)) return entries;
  throw new ActionError(
    "expression",
    `Cannot repeat for "${writtenOf(each)}": found ${describe(entries)}, expected a list`,
  );
}

function writtenOf(each: Value | Expression): string {
  return each instanceof Expression ? each.source : "each";
}

function describe(value: Value): string {
  return typeof value === "object" && value !== null ? "a map" : JSON.stringify(value);
}
