import type { LocatorInput } from "./locator.ts";
import { parsePattern } from "./pattern.ts";

/** A locator that matches more than another, and what was changed: `with exact: false`. */
export interface LooserForm {
  readonly how: string;
  readonly looser: LocatorInput;
}

/** Keys whose text is matched whole and case-sensitive. */
const EXACT_KEYS = ["name", "label", "text", "placeholder", "alt", "title"] as const;

/** Keys that only narrow, the one that is most often wrong first. */
const NARROWING_KEYS = [
  "nth",
  "visible",
  "has_text",
  "has_not_text",
  "has",
  "disabled",
  "checked",
  "pressed",
  "expanded",
  "selected",
  "level",
  "name",
  "within",
] as const;

/** Looser forms of a locator, each with one change, in the order in which they should be tried. */
export function looserForms(input: LocatorInput): readonly LooserForm[] {
  const isExact = EXACT_KEYS.some((key) => isPlain(input[key])) && input.exact !== false;
  const inexact = isExact ? [{ how: "with exact: false", looser: { ...input, exact: false } }] : [];
  const wider = NARROWING_KEYS.filter((key) => key in input).map((key) => {
    const { [key]: _, ...looser } = input;
    return { how: `without ${key}`, looser };
  });
  return [...inexact, ...wider];
}

function isPlain(text: string | undefined): boolean {
  return text !== undefined && parsePattern(text) === null;
}
