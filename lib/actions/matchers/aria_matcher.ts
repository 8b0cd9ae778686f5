import type { Locator } from "playwright";
import { type Limits, poll } from "../poll.ts";
import { text } from "../scalar.ts";
import { findAria, missingAria } from "./aria_match.ts";
import { type AriaNode, readAriaTree } from "./aria_node.ts";
import { parseAriaTemplate } from "./aria_template.ts";
import { defineMatcher } from "./matcher.ts";

/** One look at an element that may not be there yet, in milliseconds. */
const LOOK_MS = 500;

/** What is left of the time for the words about a failure, in milliseconds. */
const ROOM_MS = 200;

/** More of a page's tree helps nobody. */
const LONGEST_ACTUAL = 4_000;

/** Compares accessibility trees; ours, because Playwright's works in its own runner only. */
export const ARIA_MATCHERS = {
  to_match_aria: defineMatcher({
    summary: "has this in its accessibility tree: a subset of children in order, `/…/` for patterns",
    input: text(),
    about: "element or page",
    async check(value, { page, element, not, limits, excerpt }) {
      const template = await parseAriaTemplate(value);
      const root = element ?? page.locator("body");
      const holds = (tree: AriaNode | null) => tree !== null && findAria(tree, template) !== not;
      const tree = await poll(() => look(root), holds, withRoom(limits()));
      if (holds(tree)) return { holds: true };
      const expected = (tree && !not ? missingAria(tree, template) : null) ?? value.trimEnd();
      return { holds: false, expected, actual: tree === null ? null : excerpt(await snapshotOf(root), LONGEST_ACTUAL) };
    },
  }),
};

/** The words about a failure are asked of the page too, and a busy one needs a moment for them. */
function withRoom({ timeout, signal }: Limits): Limits {
  return { timeout: timeout === 0 ? 0 : Math.max(1, timeout - Math.min(ROOM_MS, timeout / 2)), signal };
}

/** `null` when the element is not there, or more than once. */
async function look(root: Locator): Promise<AriaNode | null> {
  if (await root.count() !== 1) return null;
  try {
    return await readAriaTree(root, { timeout: LOOK_MS });
  } catch (error) {
    if (error instanceof Error && error.name === "TimeoutError") return null;
    throw error;
  }
}

function snapshotOf(root: Locator): Promise<string> {
  return root.ariaSnapshot({ timeout: LOOK_MS });
}
