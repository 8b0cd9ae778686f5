import type { Value } from "../plan/value.ts";
import { textOf } from "../plan/template.ts";
import type { ActionContext } from "./action_context.ts";
import { hasLocator, type LocatorInput, locatorOf } from "./locator.ts";
import type { Finding } from "./matchers/matcher.ts";
import { matchersIn } from "./matchers/mod.ts";
import { SCRIPT_MATCHERS, type ScriptMatcher } from "./matchers/script_matchers.ts";
import { elementScript, pageScript } from "./page_script.ts";
import { pageValue } from "./page_value.ts";
import { poll } from "./poll.ts";

/** A script in a step that waits for something. */
export interface ScriptInput extends LocatorInput {
  readonly script?: string;
  readonly args?: unknown;
}

/** What a script gave in one look: a value, or an error, which is `not yet`. */
export type ScriptLook = { readonly type: "value"; readonly value: Value } | {
  readonly type: "error";
  readonly message: string;
};

/** How long a look may wait for the element, in milliseconds. */
const LOOK_MS = 500;

/** A finding with the matcher's own `not`. */
type ScriptFinding = Finding & { readonly not: boolean };

/** Asks a script again and again until all its matchers hold; the first that does not is the finding, `null` is none. */
export async function checkScript(input: ScriptInput, context: ActionContext): Promise<ScriptFinding | null> {
  if (input.script === undefined) return null;
  const written = matchersIn<ScriptMatcher<unknown>>(SCRIPT_MATCHERS, input);
  const tests = await Promise.all(written.map(async ({ matcher, value, not }) => {
    const test = await matcher.test(value);
    const holds = (look: ScriptLook) => look.type === "value" && test(look.value) !== not;
    return { holds, not, expected: matcher.describe(value) };
  }));
  const last = await poll(
    () => lookByScript(input, context),
    (look) => tests.every(({ holds }) => holds(look)),
    context.limits(),
  );
  const failed = tests.find(({ holds }) => !holds(last));
  if (failed === undefined) return null;
  const actual = last.type === "value" ? textOf(last.value) : `an error: ${last.message}`;
  return { holds: false, not: failed.not, expected: failed.expected, actual };
}

/** Runs a step's script once; never rejects, unless it is no JavaScript. */
export async function lookByScript(input: ScriptInput, { page, find }: ActionContext): Promise<ScriptLook> {
  const { script = "", args = {} } = input;
  const run = hasLocator(input)
    ? find(locatorOf(input)).evaluate(elementScript(script), args, { timeout: LOOK_MS })
    : page.evaluate(pageScript(script), args);
  try {
    return { type: "value", value: pageValue(await run) };
  } catch (error) {
    const [message = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    return { type: "error", message: message.replace(/^[a-z]+\.evaluate: /, "") };
  }
}
