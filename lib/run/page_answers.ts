import type { Page } from "playwright";
import { HungError, raceCut, within } from "./cut.ts";

/**
 * How long a page may take to show that it still answers, to stop a navigation, and to answer then, in milliseconds:
 * together with the grace of `raceCut()` not more than a second after a deadline, except where the flow may go on.
 */
const LIMIT_MS = { first: 250, stop: 100, second: 200, patient: 2_000 } as const;

/** What has to be known of a page to ask it. */
export interface AskOptions {
  /** How long every answer is held back on purpose, in milliseconds. */
  readonly slowMoMs: number;
  /** Whether the answer decides if the flow goes on: then a page that is only busy gets more time. */
  readonly isPatient: boolean;
  /** Aborted when nobody has time to ask any more: then the page counts as one that answers. */
  readonly signal: AbortSignal;
}

/**
 * Whether a page still runs scripts. A navigation that never answers holds them up without the page being dead, so it is
 * stopped before the page is given up.
 */
export async function pageAnswers(page: Page, options: AskOptions): Promise<boolean> {
  const asked = async () => {
    const first = page.evaluate("1");
    if (await inTime(() => first, LIMIT_MS.first + options.slowMoMs)) return true;
    await inTime(() => stopLoading(page), LIMIT_MS.stop + 3 * options.slowMoMs);
    // The first question stays open: a page that was only busy answers it, too.
    const secondMs = options.isPatient ? LIMIT_MS.patient : LIMIT_MS.second;
    return await inTime(() => Promise.any([first, page.evaluate("1")]), secondMs + options.slowMoMs);
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
