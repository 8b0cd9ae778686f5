import { defineAction } from "./define_action.ts";
import { describeLocator, located, locatorOf } from "./locator.ts";
import { forceKey, modifiersKey, pointerOptions, positionKey } from "./pointer.ts";

/** Clicks an element with the right button, for its context menu. */
export const right_click = defineAction({
  name: "right_click",
  summary: "Click an element with the right button",
  group: "input",
  input: located({ ...modifiersKey, ...positionKey, ...forceKey }),
  short: "text",
  deadline: "step",
  example: "Pad",
  exampleAt: "/keyboard",
  title: (input) => `right-click ${describeLocator(input)}`,
  async run(input, { find, limits }) {
    await find(locatorOf(input)).click({ ...pointerOptions(input), button: "right", ...limits() });
  },
});
