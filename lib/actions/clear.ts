import { defineAction } from "./define_action.ts";
import { describeLocator, located, locatorOf } from "./locator.ts";
import { forceKey } from "./pointer.ts";

/** Empties a text field. */
export const clear = defineAction({
  name: "clear",
  summary: "Empty a text field",
  group: "input",
  input: located({ ...forceKey }),
  short: "label",
  deadline: "step",
  example: "Search",
  title: (input) => `clear ${describeLocator(input)}`,
  async run(input, { find, limits }) {
    const { force = false } = input;
    await find(locatorOf(input)).clear({ force, ...limits() });
  },
});
