const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** The longest that anything waits: a week. A timer of more than 24 days would fire at once. */
export const LONGEST_WAIT_MS = 168 * UNITS.h;

/** The longest time that is not waited for, such as the age of a cookie: ten years. */
export const LONGEST_SPAN_MS = 87_600 * UNITS.h;

/** Milliseconds of a duration such as `500ms`, `1.5s`, `2m`, `1h`; `undefined` when the text is not one, or too long. */
export function parseDuration(text: string, longestMs: number = LONGEST_WAIT_MS): number | undefined {
  const ms = durationMs(text);
  return ms === undefined || ms > longestMs ? undefined : ms;
}

/** What a text must be to be read by `parseDuration()`. */
export function expectedDuration(text: string, longestMs: number = LONGEST_WAIT_MS): string {
  const isTooLong = durationMs(text) !== undefined;
  return isTooLong ? `at most ${writeDuration(longestMs)}` : "a duration such as 500ms, 20s or 2m";
}

function durationMs(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim());
  if (match === null) return undefined;
  return Math.round(Number(match[1]) * UNITS[match[2] as keyof typeof UNITS]);
}

/** A duration for people: `212 ms`, `5.0 s`, `2 min 3 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A duration as it is written in a file or an option: `500ms`, `20s`, `2m`, `1h`. */
export function writeDuration(ms: number): string {
  for (const unit of ["h", "m", "s"] as const) {
    if (ms > 0 && ms % UNITS[unit] === 0) return `${ms / UNITS[unit]}${unit}`;
  }
  return `${ms}ms`;
}
