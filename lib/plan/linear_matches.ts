import { RE2JS } from "re2js";

const compiled = new Map<string, RE2JS>();

/** CEL's `matches`: whether a part of the text fits the pattern, in time linear in the text. */
export function linearMatches(text: string, pattern: string): boolean {
  let matcher = compiled.get(pattern);
  if (matcher === undefined) compiled.set(pattern, matcher = RE2JS.compile(pattern));
  return matcher.matcher(text).find();
}
