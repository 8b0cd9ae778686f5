import { fontsLoaded } from "../actions/fonts.ts";
import type { Session } from "../browser/session.ts";
import type { StepNode } from "../plan/step_node.ts";
import { within } from "./cut.ts";
import type { StepFrame } from "./step_frame.ts";
import type { TryOutcome } from "./try_step.ts";

/** How long a screenshot of a failure may take, in milliseconds: of a page that answers, and of one that does not. */
const LIMIT_MS = { answering: 3_000, hung: 500 } as const;

/** Keeps a picture of the current page after a failed step; a page that gives none is no further failure. */
export async function screenshotOfFailure(step: StepNode, frame: StepFrame, { hung }: TryOutcome): Promise<void> {
  const { tools, artifacts, session } = frame.attempt;
  if (!step.options.screenshot || tools.settings.screenshot === "off" || tools.stop.reason !== null) return;
  try {
    const limit = hung ? LIMIT_MS.hung : LIMIT_MS.answering;
    const bytes = await within(limit, takeScreenshot(session, limit), new Error("no screenshot"));
    await artifacts.keep(`failed-${step.action}.png`, bytes, "screenshot");
  } catch {
    // The failure itself is what counts; a dead page has no picture.
  }
}

async function takeScreenshot({ page, secretFields }: Session, limitMs: number): Promise<Uint8Array> {
  const { signal } = new AbortController();
  await fontsLoaded(page, () => ({ timeout: limitMs / 2, signal }));
  return await page.screenshot({ mask: [...secretFields.of(page)], animations: "disabled", timeout: limitMs });
}
