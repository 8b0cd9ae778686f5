import * as z from "zod";
import { textOf } from "../plan/template.ts";
import type { Value } from "../plan/value.ts";
import type { ActionContext } from "./action_context.ts";
import { ActionError } from "./action_error.ts";
import { CAPTURE_SOURCES, type CaptureInput, type CaptureSource } from "./capture_sources.ts";
import { defineAction } from "./define_action.ts";
import { explainElement, locatorError } from "./explain_locator.ts";
import { describeLocator, hasLocator, located, locatorOf } from "./locator.ts";
import { linearPattern, linearSource } from "./pattern.ts";
import { choice, flag, text } from "./scalar.ts";
import { variableName } from "./variable_name.ts";

const SOURCE_NAMES = Object.keys(CAPTURE_SOURCES) as CaptureSource[];

/** Keeps something of the page in a variable. */
export const capture = defineAction({
  name: "capture",
  summary: "Keep a text, a value or a count of the page in a variable",
  group: "values",
  input: located({
    of: z.exactOptional(choice(...SOURCE_NAMES).describe("what to take; default text")),
    attribute: z.exactOptional(text().describe("name of the attribute, with of: attribute")),
    key: z.exactOptional(
      text().describe("name of the cookie or the entry of local storage, with of: cookie or storage"),
    ),
    pattern: z.exactOptional(linearSource().describe("regular expression; its first group, else its match, is taken")),
    secret: z.exactOptional(flag().describe("true: the value is masked everywhere from now on")),
    as: variableName().describe("the variable"),
  }, { optional: true }).superRefine(checkKeys),
  captures: ({ as }) => [as],
  deadline: "step",
  example: { role: "status", as: "products" },
  title: (input) => `capture ${sourceOf(input)} of ${describeLocator(input)} as ${input.as}`,
  async run(input, context) {
    const whole = await take(input, context);
    const value = input.pattern === undefined ? whole : await partOf(textOf(whole), input, input.pattern);
    if (input.secret === true) {
      context.addSecret(textOf(value));
      context.giveSecrets([textOf(value)]);
    }
    context.variables.set(input.as, value);
    return { value };
  },
});

function sourceOf({ of = "text" }: CaptureInput): CaptureSource {
  return of;
}

async function take(input: CaptureInput & { readonly as: string }, context: ActionContext): Promise<Value> {
  const { take } = CAPTURE_SOURCES[sourceOf(input)];
  try {
    const value = await take(input, context);
    if (value !== null) return value;
  } catch (error) {
    const wrong = hasLocator(input) ? await explainElement(locatorOf(input), context.find) : null;
    throw wrong === null ? error : locatorError(capture.title(input), wrong);
  }
  throw nothingThere(input);
}

function nothingThere(input: CaptureInput & { readonly as: string }): ActionError {
  const source = sourceOf(input);
  const wanted = `${source === "storage" ? "item of local storage" : source} "${input.attribute ?? input.key ?? ""}"`;
  const message = `Cannot ${capture.title(input)}: found no ${wanted}, expected one`;
  return new ActionError("assertion", message, { expected: wanted, actual: "none" });
}

async function partOf(whole: string, input: { readonly as: string }, pattern: string): Promise<string> {
  const match = (await linearPattern(pattern)).match(whole);
  const part = match?.[1] ?? match?.[0];
  if (part !== undefined && part !== null) return part;
  const message = `Cannot capture "${input.as}": found "${whole}", expected something like /${pattern}/`;
  throw new ActionError("assertion", message, { expected: `/${pattern}/`, actual: whole });
}

function checkKeys(input: CaptureInput, context: z.RefinementCtx): void {
  const source = sourceOf(input);
  const problem = (key: string, message: string) => context.addIssue({ code: "custom", path: [key], message });
  if (!SOURCE_NAMES.includes(source)) return;
  const { needsLocator, needs } = CAPTURE_SOURCES[source];
  if (needsLocator && !hasLocator(input)) problem("of", `"of: ${source}" needs a locator, found none`);
  if (!needsLocator && hasLocator(input)) problem("of", `"of: ${source}" takes no locator`);
  for (const key of ["attribute", "key"] as const) {
    if (needs === key && !(key in input)) problem("of", `"of: ${source}" needs "${key}"`);
    if (needs !== key && key in input) problem(key, `"${key}" does not go with "of: ${source}"`);
  }
}
