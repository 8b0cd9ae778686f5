import { z } from "zod";
import { defineAction } from "./define_action.ts";
import { describeLocator, located, locatorOf } from "./locator.ts";
import { oneOf } from "./one_of.ts";
import { forceKey } from "./pointer.ts";
import { integer, oneOrList, text } from "./scalar.ts";

/** Chooses options of a `<select>`, all others are left out. */
export const select = defineAction({
  name: "select",
  summary: "Choose one option of a list, or several",
  group: "input",
  input: located({
    option: z.exactOptional(oneOrList(text()).describe("label of the option; a list chooses several")),
    value: z.exactOptional(oneOrList(text()).describe("value of the option")),
    index: z.exactOptional(oneOrList(integer(0)).describe("position of the option, from 0")),
    ...forceKey,
  }).superRefine(oneOf(["option", "value", "index"])),
  deadline: "step",
  example: { label: "Country", option: "France" },
  exampleAt: "/cart",
  title: (input) => `select "${input.option ?? input.value ?? input.index}" in ${describeLocator(input)}`,
  async run(input, { find, limits }) {
    const { force = false } = input;
    const chosen = [
      ...[input.option ?? []].flat().map((label) => ({ label })),
      ...[input.value ?? []].flat().map((value) => ({ value })),
      ...[input.index ?? []].flat().map((index) => ({ index })),
    ];
    await find(locatorOf(input)).selectOption(chosen, { force, ...limits() });
  },
});
