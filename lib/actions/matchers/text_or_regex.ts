import * as z from "zod";
import { patternSource } from "../pattern.ts";
import { text } from "../scalar.ts";
import { scalarOrMap } from "../scalar_or_map.ts";

/** A text that is compared whole, or a regular expression for the page; `/…/` stands for itself here, for paths look like it. */
export type TextOrRegex = string | { readonly regex: string };

/** Text, or `{regex: …}`. */
export function textOrRegex(): z.ZodType<TextOrRegex> {
  return scalarOrMap(text(), z.strictObject({ regex: patternSource() }));
}

/** What Playwright takes. */
export function toPlaywright(written: TextOrRegex): string | RegExp {
  return typeof written === "string" ? written : new RegExp(written.regex);
}
