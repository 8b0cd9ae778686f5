import { defineAction } from "./define_action.ts";
import { describeLocator, located, locatorOf } from "./locator.ts";
import { forceKey, pointerOptions, positionKey } from "./pointer.ts";

/** Takes the tick off a checkbox; one without stays so. */
export const uncheck = defineAction({
  name: "uncheck",
  summary: "Take the tick off a checkbox",
  group: "input",
  input: located({ ...positionKey, ...forceKey }),
  short: "label",
  deadline: "step",
  example: "Gift wrap",
  exampleAt: "/cart",
  title: (input) => `uncheck ${describeLocator(input)}`,
  async run(input, { find, limits }) {
    await find(locatorOf(input)).uncheck({ ...pointerOptions(input), ...limits() });
  },
});
