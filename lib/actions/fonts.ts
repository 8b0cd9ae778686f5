import type { Locator, Page } from "playwright";
import { type Limits, settled } from "./poll.ts";

/** How long a picture waits for fonts, in milliseconds. */
const FONTS_MS = 2_000;

/** What a step says whose picture was taken without all fonts. */
export const WITHOUT_FONTS = "found some that did not come, expected all; it is without them";

/** Waits for the fonts of a page, or of the document of an element, but not for all of the time; false when they did not come. */
export async function fontsLoaded(of: Page | Locator, limits: () => Limits): Promise<boolean> {
  if ("waitFor" in of) await of.waitFor({ state: "attached", ...limits() });
  const { timeout, signal } = limits();
  const limit = timeout === 0 ? FONTS_MS : Math.min(FONTS_MS, timeout / 2);
  const asked = "waitFor" in of ? of.evaluate(fontsReady) : of.evaluate(fontsReady, null);
  // A page that cannot be asked has nothing to say about its fonts either.
  return await settled(asked.then(() => true, () => true), { timeout: limit, signal }) ?? false;
}

interface FontsDocument {
  readonly fonts?: { readonly ready: Promise<unknown> };
}

/** Runs in the page. */
async function fontsReady(element: { readonly ownerDocument: FontsDocument } | null): Promise<void> {
  const { document } = globalThis as unknown as { readonly document: FontsDocument };
  await (element?.ownerDocument ?? document).fonts?.ready;
}
