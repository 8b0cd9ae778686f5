import type { Locator, Page } from "playwright";
import * as z from "zod";
import { ActionError } from "./action_error.ts";
import { defineAction } from "./define_action.ts";
import { given } from "./given.ts";
import { describeLocator, located, locatorOf } from "./locator.ts";
import { forceKey, type Modifier, modifierList, modifiersKey, positionKey } from "./pointer.ts";

/** Drags one element and drops it on another. */
export const drag = defineAction({
  name: "drag",
  summary: "Drag an element and drop it on another",
  group: "input",
  input: z.strictObject({
    from: located(positionKey).describe("the element to drag, and position in it"),
    to: located(positionKey).describe("the element to drop it on, and position in it"),
    ...modifiersKey,
    ...forceKey,
  }),
  deadline: "step",
  example: { from: { text: "Assam" }, to: { test_id: "basket" } },
  exampleAt: "/keyboard",
  title: ({ from, to }) => `drag ${describeLocator(from)} to ${describeLocator(to)}`,
  async run({ from, to, modifiers = [], force = false }, { page, find, limits }) {
    await using _held = await hold(modifierList(modifiers), page);
    const positions = given({ sourcePosition: from.position, targetPosition: to.position });
    const [source, target] = [find(locatorOf(from)), find(locatorOf(to))];
    try {
      await source.dragTo(target, { force, ...positions, ...limits() });
    } catch (error) {
      throw await wrongCount(source, describeLocator(from)) ?? await wrongCount(target, describeLocator(to)) ?? error;
    }
  },
});

/** Which of the two elements is missing, or is not the only one; `null` when it is neither. */
async function wrongCount(element: Locator, what: string): Promise<ActionError | null> {
  const count = await element.count();
  if (count === 1) return null;
  const found = count === 0 ? "no element" : `${count} elements`;
  return new ActionError("locator", `Cannot drag: found ${found} for ${what}, expected 1 element`, {
    expected: "1 element",
    actual: found,
  });
}

/** Holds keys until the result is disposed of; Playwright's own drag knows no modifiers. */
async function hold(keys: readonly Modifier[], page: Page): Promise<AsyncDisposable> {
  for (const key of keys) await page.keyboard.down(key);
  return {
    async [Symbol.asyncDispose]() {
      for (const key of keys) await page.keyboard.up(key);
    },
  };
}
