import { textStart } from "../text_start.ts";

/** Scripts whose characters take two columns on a terminal (an approximation of UAX #11). */
const WIDE =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}|[\u3000-\u303f\uff01-\uff60]/u;

/** Code units that one character may have before the text counts as too long. */
const UNITS = 16;

/** How many columns a text takes on a terminal. */
export function textWidth(text: string): number {
  return characters(text).reduce((sum, character) => sum + widthOf(character), 0);
}

/** The text, cut to at most `columns` with `…` at its end. */
export function cutText(text: string, columns: number): string {
  const short = text.length <= columns * UNITS;
  if (short && textWidth(text) <= columns) return text;
  let width = 0;
  let result = "";
  for (const character of characters(textStart(text, columns * UNITS))) {
    width += widthOf(character);
    if (width >= columns) break;
    result += character;
  }
  return `${result}…`;
}

/** The text with spaces behind it until it takes `columns`. */
export function padText(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - textWidth(text)));
}

function characters(text: string): readonly string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}

function widthOf(character: string): number {
  return WIDE.test(character) ? 2 : 1;
}
