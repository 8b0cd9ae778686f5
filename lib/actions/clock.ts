import type { BrowserContext, Page } from "playwright";
import * as z from "zod";
import { LONGEST_SPAN_MS, parseDuration } from "../duration.ts";
import { defineAction } from "./define_action.ts";
import { instant } from "./instant.ts";
import { oneOf } from "./one_of.ts";
import { duration, flag } from "./scalar.ts";
import { tameClock } from "./tame_clock.ts";

/** Sets the time that the page sees, also after later navigations. */
export const clock = defineAction({
  name: "clock",
  summary: "Set the time that the page sees",
  group: "state",
  input: z.strictObject({
    install: z.exactOptional(instant().describe("the time flows on from here; before the page is opened")),
    set: z.exactOptional(instant().describe("the time stands still here")),
    advance: z.exactOptional(
      duration(LONGEST_SPAN_MS).describe(
        "lets so much time pass at once; timers fire as they fall due, of long times quick ones less often",
      ),
    ),
    resume: z.exactOptional(flag().describe("true: the time flows again")),
  }).superRefine(oneOf(["install", "set", "advance", "resume"])),
  deadline: "step",
  example: { set: "2026-01-31T10:00:00Z" },
  title: ({ install, set, advance }) => {
    if (install !== undefined) return `install clock at ${install}`;
    if (set !== undefined) return `set clock to ${set}`;
    return advance === undefined ? "resume clock" : `advance clock by ${advance}`;
  },
  async run({ install, set, advance, resume }, { page }) {
    await installOnce(page);
    if (install !== undefined) await page.clock.install({ time: install });
    if (set !== undefined) await standStill(page, Date.parse(set));
    if (advance !== undefined) await page.clock.runFor(parseDuration(advance, LONGEST_SPAN_MS) ?? 0);
    if (resume === true) await page.clock.resume();
  },
});

const tamed = new WeakSet<BrowserContext>();

/** Puts a clock into the pages of a context, and into those to come, which can be told everything that `clock` knows. */
async function installOnce(page: Page): Promise<void> {
  const context = page.context();
  if (tamed.has(context)) return;
  tamed.add(context);
  await page.clock.install();
  await context.addInitScript(tameClock);
  const frames = context.pages().flatMap((open) => open.frames());
  // A frame that is gone, or that does not let itself be asked, has no clock either.
  await Promise.all(frames.map((frame) => frame.evaluate(tameClock).catch(() => {})));
}

/** How far the clock is put back first: it flows until it is paused, and can be paused only at a time to come. */
const LEAD_MS = 1_000;

async function standStill(page: Page, time: number): Promise<void> {
  await page.clock.setSystemTime(time - LEAD_MS);
  await page.clock.pauseAt(time);
}
