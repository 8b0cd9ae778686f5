import type { Scalar } from "yaml";
import type { Source } from "./source.ts";

/**
 * YAML cuts an unquoted value at ` #` without a word. A comment is set apart by a space after the `#` or by more space
 * before it; anything else was meant to be text, and is a problem. Gives whether the value was cut.
 */
export function checkCut(scalar: Scalar, source: Source): boolean {
  if (scalar.type !== "PLAIN" || scalar.range === undefined || scalar.range === null) return false;
  const [start, end] = scalar.range;
  if (!source.text.startsWith(" #", end)) return false;
  const comment = /^[^\r\n]*/.exec(source.text.slice(end + 1, end + 1_000))?.[0] ?? "";
  const value = source.text.slice(start, end);
  const meant = /^#[^\s#!]/.test(comment) || (isOdd(value, '"') && isOdd(comment, '"'));
  if (!meant) return false;
  const whole = `${value} ${comment}`.trim().replaceAll('"', "'");
  const hint = `put the value in double quotes: "${whole}"; a comment has a space after "#"`;
  source.spoil('the value is cut by " #"', [end + 1, end + 2], { hint, offset: start });
  return true;
}

function isOdd(text: string, character: string): boolean {
  return text.split(character).length % 2 === 0;
}
