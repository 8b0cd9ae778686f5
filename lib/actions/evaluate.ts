import * as z from "zod";
import { defineAction } from "./define_action.ts";
import { describeLocator, hasLocator, located, locatorOf } from "./locator.ts";
import { describeScript, elementScript, pageScript, script } from "./page_script.ts";
import { pageValue } from "./page_value.ts";
import { data } from "./scalar.ts";
import { textsIn } from "./texts_in.ts";
import { variableName } from "./variable_name.ts";

/** Runs JavaScript in the page, and keeps what it gives. */
export const evaluate = defineAction({
  name: "evaluate",
  summary: "Run JavaScript in the page, and keep what it gives",
  group: "page",
  input: located({
    script: script().describe("an expression, or statements with return; may await; with a locator, el is the element"),
    args: z.exactOptional(data().describe("data that the script sees as args")),
    as: z.exactOptional(variableName().describe("variable for what the script gives")),
  }, { optional: true }),
  short: "script",
  captures: ({ as }) => as === undefined ? [] : [as],
  deadline: "step",
  example: { script: "document.title", as: "page_title" },
  title: (input) =>
    `evaluate ${describeScript(input.script)}${hasLocator(input) ? ` in ${describeLocator(input)}` : ""}`,
  async run(input, { page, find, limits, variables, holdSecret, giveSecrets }) {
    const { script, as } = input;
    const args: unknown = input.args ?? {};
    const texts = textsIn(args);
    giveSecrets(texts);
    const result = hasLocator(input)
      ? await holdSecret(find(locatorOf(input)), texts).evaluate(elementScript(script), args, limits())
      : await page.evaluate(pageScript(script), args);
    if (as !== undefined) variables.set(as, pageValue(result));
  },
});
