import { fontsLoaded } from "../actions/fonts.ts";
import type { Session } from "../browser/session.ts";
import type { StepNode } from "../plan/step_node.ts";
import { within } from "./cut.ts";
import type { StepFrame } from "./step_frame.ts";
import type { TryOutcome } from "./try_step.ts";

/** How long a screenshot of a failure may take, and wait for fonts, in milliseconds. */
const LIMIT_MS = { all: 3_000, fonts: 300 } as const;

/** Keeps a picture of the current page after a failed step; a page that gives none is no further failure. */
export async function screenshotOfFailure(step: StepNode, frame: StepFrame, { hung }: TryOutcome): Promise<void> {
  const { tools, artifacts, session } = frame.attempt;
  // A page that does not answer is not painted either.
  if (hung || !step.options.screenshot || tools.settings.screenshot === "off" || tools.stop.reason !== null) return;
  try {
    const bytes = await within(LIMIT_MS.all, takeScreenshot(session), new Error("no screenshot"));
    await artifacts.keep(`failed-${step.action}.png`, bytes, "screenshot");
  } catch {
    // The failure itself is what counts; a dead page has no picture.
  }
}

async function takeScreenshot({ page, secretFields }: Session): Promise<Uint8Array> {
  const { signal } = new AbortController();
  await fontsLoaded(page, () => ({ timeout: 2 * LIMIT_MS.fonts, signal }));
  return await page.screenshot({ mask: [...secretFields.of(page)], animations: "disabled", timeout: LIMIT_MS.all });
}
