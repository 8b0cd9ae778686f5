import { defineAction } from "./define_action.ts";
import { describeLocator, located, locatorOf } from "./locator.ts";
import { forceKey, pointerOptions, positionKey } from "./pointer.ts";

/** Ticks a checkbox or a radio button; one that is ticked stays so. */
export const check = defineAction({
  name: "check",
  summary: "Tick a checkbox or a radio button",
  group: "input",
  input: located({ ...positionKey, ...forceKey }),
  short: "label",
  deadline: "step",
  example: "Gift wrap",
  exampleAt: "/cart",
  title: (input) => `check ${describeLocator(input)}`,
  async run(input, { find, limits }) {
    await find(locatorOf(input)).check({ ...pointerOptions(input), ...limits() });
  },
});
