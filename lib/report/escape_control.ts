/**
 * What a terminal, a viewer or a reader could act on instead of show: C0, DEL and C1 controls, line separators, marks
 * that change the direction of text (UAX #9), the byte-order mark, and halves of surrogate pairs.
 */
const CONTROL =
  // deno-lint-ignore no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Surrogate}/gu;

const SHORT: { readonly [character: string]: string } = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Replaces every control character by a visible form such as `\x1b`; those in `keep` stay. */
export function escapeControl(text: string, keep = ""): string {
  return text.replace(CONTROL, (character) => keep.includes(character) ? character : visible(character));
}

/** The lines of a text, each without control characters; a tab becomes two spaces. */
export function escapedLines(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => escapeControl(line.replaceAll("\t", "  ")));
}

function visible(character: string): string {
  const code = character.charCodeAt(0);
  return SHORT[character] ??
    (code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`);
}
