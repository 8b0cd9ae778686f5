import * as z from "zod";
import type { ActionContext } from "./action_context.ts";
import { ActionError } from "./action_error.ts";
import { defineAction } from "./define_action.ts";
import { goesWith, oneOf } from "./one_of.ts";
import { choice, flag, text } from "./scalar.ts";
import { variableName } from "./variable_name.ts";

const INPUT = z.strictObject({
  set: z.exactOptional(text().describe("key of an item to set, with value")),
  get: z.exactOptional(text().describe("key of an item to keep in a variable, with as")),
  remove: z.exactOptional(text().describe("key of an item to take away")),
  clear: z.exactOptional(flag().describe("true: take all items away")),
  value: z.exactOptional(text().describe("of the item to set")),
  as: z.exactOptional(variableName().describe("variable for the value of the item")),
  secret: z.exactOptional(flag().describe("true: the value is masked everywhere, with get")),
  area: z.exactOptional(choice("local", "session").describe("localStorage or sessionStorage; default local")),
}).superRefine(oneOf(["set", "get", "remove", "clear"]))
  .superRefine(goesWith("value", ["set"], { required: true }))
  .superRefine(goesWith("as", ["get"], { required: true }))
  .superRefine(goesWith("secret", ["get"]));

type Input = z.infer<typeof INPUT>;

/** Sets, reads or takes away items of the page's storage. */
export const storage = defineAction({
  name: "storage",
  summary: "Set an item of the page's storage, keep its value in a variable, or take items away",
  group: "state",
  input: INPUT,
  captures: ({ as }) => as === undefined ? [] : [as],
  deadline: "step",
  example: { set: "theme", value: "dark" },
  title: ({ set, get, remove, area = "local" }) => {
    if (set !== undefined) return `set "${set}" in ${area} storage`;
    if (get !== undefined) return `get "${get}" of ${area} storage`;
    return remove === undefined ? `clear ${area} storage` : `remove "${remove}" of ${area} storage`;
  },
  async run(input, context) {
    const { page } = context;
    if (input.value !== undefined) context.giveSecrets([input.value]);
    const area = `${input.area ?? "local"}Storage` as const;
    if (input.get !== undefined) keep(await page.evaluate(getItem, { area, key: input.get }), input, context);
    if (input.set !== undefined) await page.evaluate(setItem, { area, key: input.set, value: input.value ?? "" });
    if (input.remove !== undefined) await page.evaluate(removeItem, { area, key: input.remove });
    if (input.clear === true) await page.evaluate(clearItems, area);
  },
});

function keep(value: string | null, input: Input, { variables, addSecret, giveSecrets }: ActionContext): void {
  if (value === null) {
    const area = input.area ?? "local";
    throw new ActionError(
      "assertion",
      `Cannot get "${input.get}" of ${area} storage: found no such item, expected one`,
      {
        expected: `item "${input.get}"`,
        actual: "no such item",
      },
    );
  }
  if (input.secret === true) {
    addSecret(value);
    giveSecrets([value]);
  }
  if (input.as !== undefined) variables.set(input.as, value);
}

/* The rest runs in the page. */

type Area = "localStorage" | "sessionStorage";

function getItem({ area, key }: { readonly area: Area; readonly key: string }): string | null {
  return globalThis[area].getItem(key);
}

function setItem({ area, key, value }: { readonly area: Area; readonly key: string; readonly value: string }): void {
  globalThis[area].setItem(key, value);
}

function removeItem({ area, key }: { readonly area: Area; readonly key: string }): void {
  globalThis[area].removeItem(key);
}

function clearItems(area: Area): void {
  globalThis[area].clear();
}
