import { defineAction } from "./define_action.ts";
import { describeLocator, located, locatorOf } from "./locator.ts";

/** Gives an element the keyboard. */
export const focus = defineAction({
  name: "focus",
  summary: "Give an element the keyboard focus",
  group: "input",
  input: located({}),
  short: "label",
  deadline: "step",
  example: "Search",
  title: (input) => `focus ${describeLocator(input)}`,
  async run(input, { find, limits }) {
    await find(locatorOf(input)).focus(limits());
  },
});
