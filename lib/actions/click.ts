import { defineAction } from "./define_action.ts";
import { describeLocator, located, locatorOf } from "./locator.ts";
import { buttonKey, countKey, forceKey, modifiersKey, pointerOptions, positionKey } from "./pointer.ts";

/** Clicks an element once it is visible, enabled and still. */
export const click = defineAction({
  name: "click",
  summary: "Click an element",
  group: "input",
  input: located({ ...buttonKey, ...countKey, ...modifiersKey, ...positionKey, ...forceKey }),
  short: "text",
  deadline: "step",
  example: { role: "link", name: "Teapot" },
  title: (input) => `click ${describeLocator(input)}`,
  async run(input, { find, limits }) {
    await find(locatorOf(input)).click({ ...pointerOptions(input), ...limits() });
  },
});
