import * as z from "zod";
import { defineAction } from "./define_action.ts";
import { describeLocator, hasLocator, located, type LocatorInput, locatorOf } from "./locator.ts";
import { oneOf } from "./one_of.ts";
import { choice, number } from "./scalar.ts";

/** How far to scroll, in pixels. */
const DISTANCE = z.strictObject({
  x: z.exactOptional(number(-1e7, 1e7).describe("to the right; negative to the left")),
  y: z.exactOptional(number(-1e7, 1e7).describe("down; negative up")),
});

/** Scrolls to an element, or the page or an element to its end or by a distance. */
export const scroll = defineAction({
  name: "scroll",
  summary: "Scroll an element into view, or the page or an element to an end or by a distance",
  group: "page",
  input: located({
    to: z.exactOptional(choice("top", "bottom", "left", "right").describe("an end of the page, or of the element")),
    by: z.exactOptional(DISTANCE.describe("{x, y} in pixels")),
  }, { optional: true }).superRefine(oneOf(["to", "by"], { optional: true })).refine(
    (input) => "to" in input || "by" in input || hasLocator(input),
    { error: "expected a locator, to or by, found none" },
  ),
  short: "to",
  deadline: "step",
  example: "bottom",
  exampleAt: "/scroll",
  title: (input) => ["scroll", ...titleParts(input)].join(" "),
  async run(input, { find, limits }) {
    const element = find(hasLocator(input) ? locatorOf(input) : { css: ":root" });
    if (input.to === undefined && input.by === undefined) await element.scrollIntoViewIfNeeded(limits());
    else await element.evaluate(moveContent, { to: input.to ?? null, x: 0, y: 0, ...input.by }, limits());
  },
});

function titleParts(input: LocatorInput & { readonly to?: string; readonly by?: unknown }): readonly string[] {
  const end = input.to === undefined ? [] : [`to ${input.to}`];
  const distance = input.by === undefined ? [] : ["by a distance"];
  return [...(hasLocator(input) ? [describeLocator(input)] : []), ...end, ...distance];
}

interface Move {
  readonly to: "top" | "bottom" | "left" | "right" | null;
  readonly x: number;
  readonly y: number;
}

/** What this needs of an element of the page. */
interface Scrollable {
  readonly scrollHeight: number;
  readonly scrollWidth: number;
  readonly ownerDocument: { readonly documentElement: unknown; readonly scrollingElement: Scrollable | null };
  scrollBy(options: { readonly left: number; readonly top: number; readonly behavior: "instant" }): void;
}

/** Runs in the page; at once even where the page scrolls smoothly. */
function moveContent(element: Scrollable, { to, x, y }: Move): void {
  const { documentElement, scrollingElement } = element.ownerDocument;
  const target = element === documentElement ? scrollingElement ?? element : element;
  const distances = {
    top: { left: 0, top: -target.scrollHeight },
    bottom: { left: 0, top: target.scrollHeight },
    left: { left: -target.scrollWidth, top: 0 },
    right: { left: target.scrollWidth, top: 0 },
  };
  target.scrollBy({ ...(to === null ? { left: x, top: y } : distances[to]), behavior: "instant" });
}
