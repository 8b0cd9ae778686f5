import { cutOf, HungError } from "./cut.ts";
import { pageAnswers } from "./page_answers.ts";
import type { StepFrame } from "./step_frame.ts";

/**
 * Whether a page is dead after work on it failed with `error` under `signal`. Every lost race is asked about in the same
 * way: what did not end, such as a promise that stays pending, says nothing of the page.
 */
export async function isHung(error: unknown, signal: AbortSignal, { attempt, mayGoOn }: StepFrame): Promise<boolean> {
  const cut = cutOf(signal);
  // Who crashed or lost its browser gives no sign of life.
  if (cut?.errorClass === "browser") return true;
  const isLost = error instanceof HungError;
  const isLate = cut === null ? error instanceof Error && error.name === "TimeoutError" : cut.kind !== "interrupted";
  if (!isLost && !isLate) return false;
  const { settings, stop } = attempt.tools;
  const options = { slowMoMs: settings.slowMoMs, isPatient: mayGoOn, signal: stop.cleanUp };
  return !await pageAnswers(attempt.session.page, options);
}
