import { textStart } from "../text_start.ts";

/** Code units of a collector's words that are shown. */
const LONGEST_WORDS = 200;

/** Gives a collector's words as they may stand in a warning: on one line, not long, and without confidential texts. */
export function collectorWords(text: string, confidential: readonly string[], longest = LONGEST_WORDS): string {
  const masked = confidential.reduce((rest, secret) => rest.replaceAll(secret, "***"), text.toWellFormed());
  // Control characters could rewrite the terminal.
  const line = masked.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  const start = textStart(line, longest);
  return start.length < line.length ? `${start}…` : start;
}
