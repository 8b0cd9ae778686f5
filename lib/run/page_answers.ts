import type { Page } from "playwright";
import { HungError, within } from "./cut.ts";

/** How long a page may take to show that it still answers, in milliseconds. */
const ANSWER_MS = 500;

/**
 * Whether a page still runs scripts. A navigation that never answers holds them up without the page being dead, so it is
 * stopped before the page is given up.
 */
export async function pageAnswers(page: Page): Promise<boolean> {
  if (await inTime(() => page.evaluate("1"))) return true;
  await inTime(() => stopLoading(page));
  return await inTime(() => page.evaluate("1"));
}

/** Only Chromium has a way to do this from outside of the page. */
async function stopLoading(page: Page): Promise<void> {
  const chromium = await page.context().newCDPSession(page);
  await chromium.send("Page.stopLoading");
  await chromium.detach();
}

/** `true` also for an error: whoever says no is there. */
async function inTime(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await within(ANSWER_MS, ask(), new HungError("The page does not answer"));
    return true;
  } catch (error) {
    return !(error instanceof HungError);
  }
}
