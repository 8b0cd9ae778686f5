import * as z from "zod";
import type { ActionContext } from "./action_context.ts";
import { ActionError } from "./action_error.ts";
import { checkScript } from "./check_script.ts";
import { defineAction } from "./define_action.ts";
import { explainElement, locatorError } from "./explain_locator.ts";
import { describeLocator, hasLocator, located, type LocatorInput, locatorOf } from "./locator.ts";
import { MATCHERS, matchersIn } from "./matchers/mod.ts";
import type { Finding, Matcher, Subject } from "./matchers/matcher.ts";
import { SCRIPT_MATCHERS } from "./matchers/script_matchers.ts";
import { describeScript, script } from "./page_script.ts";
import { data } from "./scalar.ts";

/** The input of `expect`: a locator, matchers by their names, and a script with its own. */
export interface ExpectInput extends LocatorInput {
  readonly script?: string;
  readonly args?: unknown;
}

/** A table of matchers, the types of their values forgotten. */
type Table = { readonly [name: string]: Pick<Matcher<unknown>, "summary" | "input"> };

/** Checks an element, the page, or what a script in the page gives, again and again until it holds. */
export const expect = defineAction<ExpectInput>({
  name: "expect",
  summary: "Check an element, the page or what a script gives, until it holds",
  group: "checks",
  input: located({
    ...keysOf(MATCHERS),
    script: z.exactOptional(script().describe("an expression, or statements with return; what throws is not yet true")),
    args: z.exactOptional(data().describe("data that the script sees as args")),
    ...keysOf(SCRIPT_MATCHERS),
  }, { optional: true }).superRefine(checkKeys),
  short: "text",
  deadline: "check",
  example: { role: "heading", level: 1, to_be_visible: true },
  title: (input) => `expect ${subjectOf(input)} ${wishesOf(input).join(" and ")}`,
  async run(input, context) {
    for (const { matcher, not, value } of elementMatchers(input)) {
      const takesMany = matcher.takesMany?.(value, not) ?? false;
      await insist(await matcher.check(value, subject(input, not, context)), { input, not, takesMany, context });
    }
    const finding = await checkScript(input, context);
    if (finding !== null) await insist(finding, { input, not: finding.not, takesMany: false, context });
  },
});

/** Each matcher as it is, and negated. */
function keysOf(table: Table): z.ZodRawShape {
  return Object.fromEntries(
    Object.entries(table).flatMap(([name, { input, summary }]) => [
      [name, z.exactOptional(input.describe(summary))],
      [`not_${name}`, z.exactOptional(input.describe(`not: ${summary}`))],
    ]),
  );
}

function elementMatchers(input: ExpectInput) {
  const written = matchersIn<Matcher<unknown>>(MATCHERS, input);
  if (written.length > 0 || !hasLocator(input) || input.script !== undefined) return written;
  return matchersIn<Matcher<unknown>>(MATCHERS, { to_be_visible: true });
}

function checkKeys(input: ExpectInput, context: z.RefinementCtx): void {
  const problem = (key: string, message: string) => context.addIssue({ code: "custom", path: [key], message });
  const onScript = matchersIn<object>(SCRIPT_MATCHERS, input);
  if (input.script !== undefined && onScript.length === 0) {
    problem("script", `"script" needs one of ${Object.keys(SCRIPT_MATCHERS).join(", ")}`);
  }
  for (const { key } of input.script === undefined ? onScript : []) problem(key, `"${key}" goes only with "script"`);
  if (input.args !== undefined && input.script === undefined) problem("args", `"args" goes only with "script"`);
  for (const { key, matcher } of matchersIn<Matcher<unknown>>(MATCHERS, input)) {
    if (matcher.about === "element" && !hasLocator(input)) problem(key, `"${key}" needs a locator, found none`);
    if (matcher.about === "page" && hasLocator(input)) {
      problem(key, `"${key}" is about the page, found a locator: write a step of its own`);
    }
  }
  if (Object.keys(input).length === 0) {
    context.addIssue({ code: "custom", message: "expected a locator, a matcher or a script, found none" });
  }
}

function subjectOf(input: ExpectInput): string {
  if (input.script !== undefined) return describeScript(input.script);
  return describeLocator(input);
}

/** `to have text`, `not to be visible` */
function wishesOf(input: ExpectInput): readonly string[] {
  const written = [...elementMatchers(input), ...matchersIn<object>(SCRIPT_MATCHERS, input)];
  return written.map(({ key }) => key.replaceAll("_", " "));
}

function subject(input: ExpectInput, not: boolean, context: ActionContext): Subject {
  const { page, find, expect, baseUrl, limits, excerpt } = context;
  const element = hasLocator(input) ? find(locatorOf(input)) : null;
  return { page, element, not, expect, baseUrl, limits, excerpt };
}

/** What belongs to a finding when it is not what was wished. */
interface Insistence {
  readonly input: ExpectInput;
  readonly not: boolean;
  readonly takesMany: boolean;
  readonly context: ActionContext;
}

/** Throws when a check does not hold: class `locator` when there is not one element to look at, else `assertion`. */
async function insist(finding: Finding, { input, not, takesMany, context }: Insistence): Promise<void> {
  if (finding.holds) return;
  if (context.page.isClosed()) {
    throw new ActionError("page", `Cannot ${expect.title(input)}: found the page closed, expected it open`);
  }
  const expected = not ? `not ${finding.expected}` : finding.expected;
  if (finding.actual !== null) {
    const { actual } = finding;
    throw new ActionError("assertion", sentence(expected, actual, context), { expected, actual });
  }
  const wrong = hasLocator(input) ? await explainElement(locatorOf(input), context.find) : null;
  if (wrong !== null && !takesMany) throw locatorError(expect.title(input), wrong);
  const actual = wrong?.actual ?? "an element that cannot have it";
  throw new ActionError("assertion", sentence(expected, actual, context), { expected, actual });
}

/** A long or multi-line text is whole in the report's `expected` and `actual`. */
const LONGEST_IN_SENTENCE = 200;

function sentence(expected: string, actual: string, { excerpt }: ActionContext): string {
  const quoted = (text: string) => `"${excerpt(text.replace(/\s*\n\s*/g, " "), LONGEST_IN_SENTENCE)}"`;
  return `Expected ${quoted(expected)}: found ${quoted(actual)}`;
}
