import { defineAction } from "./define_action.ts";
import { describeLocator, hasLocator, located, locatorOf } from "./locator.ts";
import { text } from "./scalar.ts";

/** Presses a key or a chord in an element, or without a locator where the keyboard is. */
export const press = defineAction({
  name: "press",
  summary: "Press a key or a chord, in an element or where the focus is",
  group: "input",
  input: located({ key: text().describe("a key such as Enter, or a chord such as Control+A") }, { optional: true }),
  short: "key",
  deadline: "step",
  example: "Tab",
  title: (input) => `press ${input.key}${hasLocator(input) ? ` in ${describeLocator(input)}` : ""}`,
  async run(input, { page, find, limits }) {
    if (hasLocator(input)) await find(locatorOf(input)).press(input.key, limits());
    else await page.keyboard.press(input.key);
  },
});
