import type { Diagnostic, Place } from "../errors.ts";
import { maskSource } from "../mask/mask_source.ts";
import { maskText } from "../mask/mask_text.ts";
import { textStart } from "../text_start.ts";

/** How a diagnostic is written. */
export interface FormatOptions {
  readonly color: boolean;
  /** What stands before the message; `error` where nothing is said. */
  readonly title?: string;
}

/** A problem with its place, the source line and a caret, as every message of the program looks; ends with a newline. */
export function formatDiagnostic({ message, at, hint }: Diagnostic, { color, title = "error" }: FormatOptions): string {
  const paint = painter(color);
  const lines = [`${paint("red", title)}: ${visible(maskText(message))}`];
  if (at !== null) lines.push(...placeLines(at, paint));
  if (hint !== null) lines.push(`${paint("cyan", "hint")}: ${visible(maskText(hint))}`);
  return `${lines.join("\n")}\n`;
}

type Paint = (name: "red" | "cyan" | "gray", text: string) => string;

const CODES = { red: 31, cyan: 36, gray: 90 } as const;

function painter(color: boolean): Paint {
  return (name, text) => color ? `\x1b[${CODES[name]}m${text}\x1b[39m` : text;
}

/** Most columns of a source line that are shown, so that a line of a megabyte does not fill the terminal. */
const MAX_SOURCE = 160;

function placeLines(at: Place, paint: Paint): readonly string[] {
  const { source, start } = excerpt(at);
  const number = String(at.line);
  const margin = " ".repeat(number.length);
  const before = visible(source.slice(0, start));
  const marked = visible(source.slice(start, start + at.length));
  const caret = before.replace(/[^\t]/gu, (character) => " ".repeat(widthOf(character))) +
    "^".repeat(Math.max(1, widthOf(marked)));
  return [
    `${margin}${paint("gray", "-->")} ${visible(at.file)}:${at.line}:${at.column}`,
    `${margin} ${paint("gray", "|")}`,
    `${paint("gray", number)} ${paint("gray", "|")} ${visible(source)}`.trimEnd(),
    `${margin} ${paint("gray", "|")} ${paint("red", caret)}`,
  ];
}

/** The part of a source line around its place, with `…` where it was cut. */
function excerpt({ source: line, column, length }: Place): { readonly source: string; readonly start: number } {
  const start = column - 1;
  const source = maskSource(line, { start, length });
  if (source.length <= MAX_SOURCE) return { source, start };
  const wished = Math.max(0, Math.min(start - MAX_SOURCE / 4, source.length - MAX_SOURCE));
  const from = textStart(source, wished).length;
  const head = from > 0 ? "…" : "";
  const tail = from + MAX_SOURCE < source.length ? "…" : "";
  return { source: head + textStart(source.slice(from), MAX_SOURCE) + tail, start: start - from + head.length };
}

/** Control characters of a file must not reach the terminal; each takes one column, a tab stays. */
function visible(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/[\0-\x08\n-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}

/** Columns of a terminal: wide characters of East Asia and emoji take two, marks that combine none. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mark}|\u200d|\ufe0f/u.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
