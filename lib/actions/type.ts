import * as z from "zod";
import { parseDuration } from "../duration.ts";
import { defineAction } from "./define_action.ts";
import { describeLocator, located, locatorOf } from "./locator.ts";
import { duration, text } from "./scalar.ts";

/** Presses the keys of a text one by one in an element; what it holds stays. */
export const type = defineAction({
  name: "type",
  summary: "Press the keys of a text one by one",
  group: "input",
  input: located({
    keys: text().describe("the text to type"),
    delay: z.exactOptional(duration().describe("between two keys")),
  }),
  deadline: "step",
  example: { label: "Search", keys: "tea", delay: "5ms" },
  title: (input) => `type in ${describeLocator(input)}`,
  async run(input, { find, limits, holdSecret }) {
    const field = holdSecret(find(locatorOf(input)), [input.keys]);
    const delay = input.delay === undefined ? 0 : parseDuration(input.delay) ?? 0;
    await field.pressSequentially(input.keys, { delay, ...limits() });
  },
});
