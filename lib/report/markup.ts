import { escapeMarkup } from "./escape_markup.ts";

/** A piece of HTML that is whole and safe: made by `markup` only. */
export class Markup {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/** What may stand in a template: text and numbers are escaped, markup is kept, `null` is nothing. */
export type Part = string | number | null | Markup | readonly Part[];

/** A tagged template that escapes every value that is not markup itself, for element content and quoted attributes. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((text, index) => text + textOf(parts[index] ?? null)).join(""));
}

function textOf(part: Part): string {
  if (part === null) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "string") return escapeMarkup(part);
  return typeof part === "number" ? String(part) : part.map(textOf).join("");
}
