import { defineAction } from "./define_action.ts";
import { describeLocator, located, locatorOf } from "./locator.ts";
import { buttonKey, forceKey, modifiersKey, pointerOptions, positionKey } from "./pointer.ts";

/** Clicks an element twice, so that it also sees a `dblclick`. */
export const double_click = defineAction({
  name: "double_click",
  summary: "Click an element twice in a row",
  group: "input",
  input: located({ ...buttonKey, ...modifiersKey, ...positionKey, ...forceKey }),
  short: "text",
  deadline: "step",
  example: "Pad",
  exampleAt: "/keyboard",
  title: (input) => `double-click ${describeLocator(input)}`,
  async run(input, { find, limits }) {
    await find(locatorOf(input)).dblclick({ ...pointerOptions(input), ...limits() });
  },
});
