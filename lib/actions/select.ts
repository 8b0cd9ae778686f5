import type { Locator } from "playwright";
import * as z from "zod";
import { ActionError } from "./action_error.ts";
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
    index: z.exactOptional(oneOrList(integer(0, 1e6)).describe("position of the option, from 0")),
    ...forceKey,
  }).superRefine(oneOf(["option", "value", "index"])),
  deadline: "step",
  example: { label: "Country", option: "France" },
  exampleAt: "/cart",
  title: (input) =>
    `select "${[input.option ?? input.value ?? input.index].flat().join(", ")}" in ${describeLocator(input)}`,
  async run(input, { find, limits, holdSecret }) {
    const { force = false } = input;
    const chosen = [
      ...[input.option ?? []].flat().map((label) => ({ label })),
      ...[input.value ?? []].flat().map((value) => ({ value })),
      ...[input.index ?? []].flat().map((index) => ({ index })),
    ];
    const list = holdSecret(find(locatorOf(input)), [input.option ?? input.value ?? []].flat());
    try {
      await list.selectOption(chosen, { force, ...limits() });
    } catch (error) {
      throw await missingOption(chosen, list, describeLocator(input)) ?? error;
    }
  },
});

type Choice = { readonly label: string } | { readonly value: string } | { readonly index: number };

/** Says which options there are, when a chosen one is not among them; `null` when that is not what is wrong. */
async function missingOption(
  chosen: readonly Choice[],
  list: Locator,
  where: string,
): Promise<ActionError | null> {
  const options = await list.evaluate(readOptions, undefined, { timeout: LOOK_MS }).catch(() => null);
  const missing = options === null
    ? undefined
    : chosen.find((choice) => !options.some((option) => fits(choice, option)));
  if (options === null || missing === undefined) return null;
  const [[kind, wanted] = []] = Object.entries(missing);
  const found = options.map((option) => `"${"value" in missing ? option.value : option.label}"`).join(", ") || "none";
  return new ActionError(
    "locator",
    `Cannot select in ${where}: found only the options ${found}, expected "${wanted}"`,
    {
      expected: `an option of ${kind} "${wanted}"`,
      actual: found,
    },
  );
}

/** The deadline has passed by then, so the answer has to be there. */
const LOOK_MS = 200;

interface Option {
  readonly label: string;
  readonly value: string;
  readonly index: number;
}

function fits(choice: Choice, option: Option): boolean {
  if ("label" in choice) return choice.label === option.label;
  return "value" in choice ? choice.value === option.value : choice.index === option.index;
}

/** Runs in the page. */
function readOptions({ options }: { readonly options: Iterable<Option> }): readonly Option[] {
  return Array.from(options, ({ label, value, index }) => ({ label: label.replace(/\s+/g, " ").trim(), value, index }));
}
