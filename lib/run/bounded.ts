import { cutText } from "../mask.ts";
import type { Value } from "../plan/value.ts";

/** Characters of a text from a page that the report keeps: a page can make its own as long as it likes. */
export const LONGEST_TEXT = 10_000;

/** Entries of a list or a map that the report keeps. */
const MOST_ENTRIES = 1_000;

/** Levels of lists and maps inside each other that the report keeps. */
const MOST_LEVELS = 64;

/** The beginning of a text that is too long, with `…` behind it. */
export function boundedText(text: string, longest: number = LONGEST_TEXT): string {
  return cutText(text, longest);
}

/** A value whose texts, lists and maps are cut where they are too long. */
export function boundedValue(value: Value, cut: (text: string) => string = boundedText, level = 0): Value {
  if (typeof value === "string") return cut(value);
  if (typeof value !== "object" || value === null) return value;
  if (level === MOST_LEVELS) return "…";
  if (Array.isArray(value)) return value.slice(0, MOST_ENTRIES).map((entry) => boundedValue(entry, cut, level + 1));
  return boundedMap(value as { readonly [key: string]: Value }, cut, level);
}

/** The same for every value of a map. */
export function boundedMap(
  map: { readonly [key: string]: Value },
  cut: (text: string) => string = boundedText,
  level = 0,
): { [key: string]: Value } {
  const kept = Object.entries(map).slice(0, MOST_ENTRIES);
  return Object.fromEntries(kept.map(([key, value]) => [cut(key), boundedValue(value, cut, level + 1)]));
}
