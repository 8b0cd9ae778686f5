import type { ActionContext } from "./action_context.ts";
import type { Baseline } from "./baseline.ts";
import { comparePictures, type Comparison, equalBytes } from "./compare_pictures.ts";
import { hasLocator, type LocatorInput, locatorOf } from "./locator.ts";
import { poll } from "./poll.ts";

/** The input of `expect_screenshot`: a locator or none, and how alike the pictures have to be. */
export interface ScreenshotCheck extends LocatorInput {
  readonly file_name: string;
  readonly full_page?: boolean;
  readonly mask?: readonly LocatorInput[];
  readonly threshold?: number;
  readonly max_diff_pixels?: number;
  readonly max_diff_ratio?: number;
}

/** A picture that stood still, and how it differs from the baseline; `null` where there is none. */
export interface Look {
  readonly bytes: Uint8Array;
  readonly comparison: Comparison | null;
}

/** Of a step's time, so much is left for the difference to be drawn and kept, in milliseconds. */
const RESERVED_MS = 1_000;

/** Takes pictures until two in a row are equal and fit, or until the time is over; gives the last that stood still. */
export async function lookUntilAlike(
  input: ScreenshotCheck,
  { bytes: expected }: Baseline,
  context: ActionContext,
): Promise<Look | null> {
  const { timeout, signal } = context.limits();
  const { threshold = 0.2 } = input;
  // What stands still first is what is kept or written: to wait for another picture would change nothing.
  const waits = expected !== null && !context.settings.updateSnapshots;
  let last: Uint8Array | null = null;
  const look = async (still: Look | null): Promise<Look | null> => {
    const bytes = await takePicture(input, context);
    const moved = last === null || !equalBytes(last, bytes);
    last = bytes;
    if (moved || (still !== null && equalBytes(still.bytes, bytes))) return still;
    return { bytes, comparison: expected === null ? null : await comparePictures(expected, bytes, { threshold }) };
  };
  let still: Look | null = null;
  return await poll(
    async () => still = await look(still),
    (seen) => seen !== null && (!waits || fits(seen.comparison, input)),
    { timeout: timeout - Math.min(RESERVED_MS, timeout / 4), signal },
  );
}

function takePicture(input: ScreenshotCheck, context: ActionContext): Promise<Uint8Array> {
  const { page, find, limits, secretElements } = context;
  const mask = [...secretElements(), ...(input.mask ?? []).map((locator) => find(locator))];
  const options = { mask, animations: "disabled", caret: "hide", scale: "css", ...limits() } as const;
  if (hasLocator(input)) return find(locatorOf(input)).screenshot(options);
  return page.screenshot({ fullPage: input.full_page ?? false, ...options });
}

/** Whether a picture is alike enough. */
export function fits(comparison: Comparison | null, input: ScreenshotCheck): boolean {
  if (comparison?.type === "same") return true;
  return comparison?.type === "pixels" && comparison.different <= mostDifferent(input, comparison.total);
}

/** How many pixels may differ; of two limits the narrower one counts. */
export function mostDifferent({ max_diff_pixels, max_diff_ratio }: ScreenshotCheck, total: number): number {
  if (max_diff_ratio === undefined) return max_diff_pixels ?? 0;
  const byRatio = Math.floor(max_diff_ratio * total);
  return Math.min(byRatio, max_diff_pixels ?? byRatio);
}
