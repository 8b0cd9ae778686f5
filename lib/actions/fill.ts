import { defineAction } from "./define_action.ts";
import { describeLocator, located, locatorOf } from "./locator.ts";
import { text } from "./scalar.ts";

/** Replaces the value of a text field. */
export const fill = defineAction({
  name: "fill",
  summary: "Replace the value of a text field",
  group: "input",
  input: located({ value: text().describe("the new value") }),
  deadline: "step",
  example: { label: "Search", value: "teapot" },
  title: (input) => `fill ${describeLocator(input)}`,
  async run(input, { find, limits, holdSecret }) {
    await holdSecret(find(locatorOf(input)), [input.value]).fill(input.value, limits());
  },
});
