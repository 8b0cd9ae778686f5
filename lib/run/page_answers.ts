import type { Page } from "playwright";
import { HungError, raceCut, within } from "./cut.ts";

/** How long a page may take to show that it still answers, in milliseconds. */
const ANSWER_MS = 500;

/** What has to be known of a page to ask it. */
export interface AskOptions {
  /** How long every answer is held back on purpose, in milliseconds. */
  readonly slowMoMs: number;
  /** Aborted when nobody has time to ask any more: then the page counts as one that answers. */
  readonly signal: AbortSignal;
}

/**
 * Whether a page still runs scripts. A navigation that never answers holds them up without the page being dead, so it is
 * stopped before the page is given up.
 */
export async function pageAnswers(page: Page, options: AskOptions): Promise<boolean> {
  const ask = () => inTime(() => page.evaluate("1"), ANSWER_MS + options.slowMoMs);
  const asked = async () => {
    if (await ask()) return true;
    await inTime(() => stopLoading(page), ANSWER_MS + 3 * options.slowMoMs);
    return await ask();
  };
  try {
    return await raceCut(asked(), options.signal);
  } catch (error) {
    return error instanceof HungError;
  }
}

/** Only Chromium has a way to do this from outside of the page. */
async function stopLoading(page: Page): Promise<void> {
  const chromium = await page.context().newCDPSession(page);
  await chromium.send("Page.stopLoading");
  await chromium.detach();
}

/** `true` also for an error: whoever says no is there. */
async function inTime(ask: () => Promise<unknown>, limitMs: number): Promise<boolean> {
  try {
    await within(limitMs, ask(), new HungError("The page does not answer"));
    return true;
  } catch (error) {
    return !(error instanceof HungError);
  }
}
