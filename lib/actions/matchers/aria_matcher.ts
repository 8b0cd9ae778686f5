import type { Locator } from "playwright";
import { poll } from "../poll.ts";
import { text } from "../scalar.ts";
import { findAria, missingAria } from "./aria_match.ts";
import { type AriaNode, readAriaTree } from "./aria_node.ts";
import { parseAriaTemplate } from "./aria_template.ts";
import { defineMatcher } from "./matcher.ts";

/** One look at an element that may not be there yet, in milliseconds. */
const LOOK_MS = 500;

/** More of a page's tree helps nobody. */
const LONGEST_ACTUAL = 4_000;

/** Compares accessibility trees; ours, because Playwright's works in its own runner only. */
export const ARIA_MATCHERS = {
  to_match_aria: defineMatcher({
    summary: "has this in its accessibility tree: a subset of children in order, `/…/` for patterns",
    input: text(),
    about: "element or page",
    async check(value, { page, element, not, limits }) {
      const template = await parseAriaTemplate(value);
      const root = element ?? page.locator("body");
      const holds = (tree: AriaNode | null) => tree !== null && findAria(tree, template) !== not;
      const tree = await poll(() => look(root), holds, limits());
      if (holds(tree)) return { holds: true };
      const expected = (tree && !not ? missingAria(tree, template) : null) ?? value.trimEnd();
      return { holds: false, expected, actual: tree === null ? null : await snapshotOf(root) };
    },
  }),
};

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

async function snapshotOf(root: Locator): Promise<string> {
  const snapshot = await root.ariaSnapshot({ timeout: LOOK_MS });
  return snapshot.length > LONGEST_ACTUAL ? `${snapshot.slice(0, LONGEST_ACTUAL)}…` : snapshot;
}
