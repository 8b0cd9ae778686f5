/** Code units around a cut that are looked at; no character that people write is longer. */
const LOOKED_AT = 64;

let segmenter: Intl.Segmenter | undefined;

/** The beginning of a text, of at most `longest` code units, that ends with a whole character as people see them. */
export function textStart(text: string, longest: number): string {
  return text.length <= longest ? text : text.slice(0, wholeEnd(text, longest));
}

/** Where the character that a cut at `end` would divide begins, else `end`. */
function wholeEnd(text: string, end: number): number {
  const from = Math.max(0, end - LOOKED_AT);
  // Made when it is needed: it takes longer than all the rest.
  segmenter ??= new Intl.Segmenter();
  const start = segmenter.segment(text.slice(from, end + LOOKED_AT)).containing(end - from)?.index ?? 0;
  if (start > 0 || from === 0) return from + start;
  // Without an end in sight it is no character that anybody wrote: half of a pair is the least.
  return isLowSurrogate(text.charCodeAt(end)) && isHighSurrogate(text.charCodeAt(end - 1)) ? end - 1 : end;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
