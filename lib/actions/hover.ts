import { defineAction } from "./define_action.ts";
import { describeLocator, located, locatorOf } from "./locator.ts";
import { forceKey, modifiersKey, pointerOptions, positionKey } from "./pointer.ts";

/** Moves the pointer over an element. */
export const hover = defineAction({
  name: "hover",
  summary: "Move the pointer over an element",
  group: "input",
  input: located({ ...modifiersKey, ...positionKey, ...forceKey }),
  short: "text",
  deadline: "step",
  example: { role: "button", name: "Teas" },
  exampleAt: "/keyboard",
  title: (input) => `hover ${describeLocator(input)}`,
  async run(input, { find, limits }) {
    await find(locatorOf(input)).hover({ ...pointerOptions(input), ...limits() });
  },
});
