/** Where a text is written. */
export interface TextPlace {
  /** Inside `{…}` or `[…]`. */
  readonly inFlow: boolean;
  /** Whether it was written without quotes before. */
  readonly wasPlain: boolean;
}

/** A text as YAML, without quotes where no reader could take it for anything else. */
export function writeText(text: string, place: TextPlace): string {
  return isPlain(text, place.inFlow) && !looksTyped(text) ? text : quoted(text);
}

/** A key as YAML: a word such as `on` stays as it was. */
export function writeKey(text: string, place: TextPlace): string {
  const isSafe = isPlain(text, place.inFlow) && (place.wasPlain || !looksTyped(text));
  return isSafe ? text : quoted(text);
}

/** Whether YAML reads the text as it stands, to its end. */
function isPlain(text: string, inFlow: boolean): boolean {
  if (text === "" || text !== text.trim() || text.includes("${")) return false;
  if (/^[-?:,[\]{}#&*!|>'"%@`]/.test(text) || /: | #|:$/.test(text)) return false;
  return !UNPRINTABLE.test(text) && !(inFlow && /[,[\]{}]/.test(text));
}

/** Words, numbers, dates and times of this YAML and of older ones. */
function looksTyped(text: string): boolean {
  return /^(?:~|null|true|false|yes|no|on|off|y|n|<<|=|\.inf|\.nan)$/i.test(text) ||
    /^[+]?[\d.][\d\s_.,:eE+-]*$|^0[xob][\da-fA-F_]+$/.test(text);
}

// deno-lint-ignore no-control-regex
const UNPRINTABLE = /[\0-\x1f\x7f-\xa0\u2028\u2029\ufeff]|\p{Surrogate}/u;

function quoted(text: string): string {
  if (/["\\]/.test(text) && !text.includes("'") && !UNPRINTABLE.test(text)) return `'${text}'`;
  return JSON.stringify(text).replace(
    /[\x7f-\xa0\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
