import type { z } from "zod";
import { textOf } from "../../plan/template.ts";
import type { Value } from "../../plan/value.ts";
import { type LinearPattern, linearPattern, linearSource } from "../pattern.ts";
import { data, number } from "../scalar.ts";

/** A condition on what a script gives. */
export interface ScriptMatcher<T> {
  /** One line for the documents. */
  readonly summary: string;
  readonly input: z.ZodType<T>;
  /** What is expected, for people. */
  describe(value: T): string;
  /** Made once for a step, asked again and again. */
  test(value: T): Promise<(given: Value) => boolean>;
}

function defineScriptMatcher<T>(matcher: ScriptMatcher<T>): ScriptMatcher<T> {
  return matcher;
}

/** Conditions on the value of `script`. */
export const SCRIPT_MATCHERS = {
  to_equal: defineScriptMatcher({
    summary: "the script gives this, whole",
    input: data(),
    describe: (value) => textOf(value),
    test: (value) => Promise.resolve((given) => isEqual(given, value)),
  }),
  to_contain: defineScriptMatcher({
    summary: "the script gives a text with this in it, or a list with this entry",
    input: data(),
    describe: (value) => `something with ${textOf(value)}`,
    test: (value) => Promise.resolve((given) => contains(given, value)),
  }),
  to_match: defineScriptMatcher({
    summary: "the script gives a text in which this regular expression is found",
    input: linearSource(),
    describe: (value) => `something like ${value}`,
    async test(value) {
      const pattern: LinearPattern = await linearPattern(value);
      return (given) => typeof given === "string" && pattern.match(given) !== null;
    },
  }),
  to_be_greater_than: defineScriptMatcher({
    summary: "the script gives a greater number",
    input: number(-Number.MAX_VALUE, Number.MAX_VALUE),
    describe: (value) => `more than ${value}`,
    test: (value) => Promise.resolve((given) => typeof given === "number" && given > value),
  }),
  to_be_less_than: defineScriptMatcher({
    summary: "the script gives a smaller number",
    input: number(-Number.MAX_VALUE, Number.MAX_VALUE),
    describe: (value) => `less than ${value}`,
    test: (value) => Promise.resolve((given) => typeof given === "number" && given < value),
  }),
};

/** Whether two values are the same data; the order of keys does not count. */
export function isEqual(left: Value, right: Value): boolean {
  return JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
}

function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => left < right ? -1 : 1);
  return Object.fromEntries(entries.map(([key, entry]) => [key, sorted(entry)]));
}

function contains(given: Value, part: Value): boolean {
  if (typeof given === "string") return typeof part === "string" && given.includes(part);
  return Array.isArray(given) && given.some((entry) => isEqual(entry, part));
}
