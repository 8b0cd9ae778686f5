import * as z from "zod";
import { Expression } from "../plan/expression.ts";
import { PlainScalar } from "../plan/plain_scalar.ts";
import { isStepNode, type StepNode } from "../plan/step_node.ts";
import { Template } from "../plan/template.ts";
import type { Value } from "../plan/value.ts";
import { expectedDuration, LONGEST_WAIT_MS, parseDuration } from "../duration.ts";

/**
 * Schemas for what stands in a flow file. Each reads an input twice: when the file is checked, where a `Template` passes
 * as it is, and before the action runs, where every template has become a value. What they give is fit to be read again.
 */

/** A schema's place in the JSON Schema, kept in zod's registry. */
export type JsonSchema = { readonly [key: string]: unknown };

interface ScalarKind<T> {
  /** What was expected instead of a value, for messages: `a whole number`. */
  readonly expected: string | ((value: unknown) => string);
  readonly jsonSchema: JsonSchema;
  /** `undefined` when the value is none. */
  read(value: unknown): T | undefined;
}

/** A schema for one scalar; a template in its place is checked once it has a value. */
export function scalar<T>({ expected, jsonSchema, read }: ScalarKind<T>): z.ZodType<T> {
  return z.unknown().transform((written, context): T => {
    // Only while a file is checked: nothing reads the value before the template is filled in.
    if (written instanceof Template) return written as T;
    const plain = written instanceof PlainScalar ? written.value : written;
    const value = read(plain);
    if (value !== undefined) return value;
    const wished = typeof expected === "string" ? expected : expected(plain);
    context.addIssue({ code: "custom", message: `expected ${wished}, found ${describeWritten(written)}` });
    return z.NEVER;
  }).meta({ jsonSchema });
}

/** Text; a plain scalar counts with what the file says, so `007` stays `007`. */
export function text(): z.ZodType<string> {
  return z.unknown().transform((written, context): string => {
    if (written instanceof Template) return written as unknown as string;
    if (typeof written === "string") return written;
    if (written instanceof PlainScalar && written.value !== null) return written.source;
    if (typeof written === "number" || typeof written === "boolean") return String(written);
    context.addIssue({ code: "custom", message: `expected text, found ${describeWritten(written)}` });
    return z.NEVER;
  }).meta({ jsonSchema: { type: ["string", "number", "boolean"] } });
}

/** A number between two bounds, both included. */
export function number(minimum: number, maximum: number): z.ZodType<number> {
  return scalar({
    expected: (value) => outside(value, minimum, maximum) ?? "a number",
    jsonSchema: { type: "number", minimum, maximum },
    read: (value) => typeof value === "number" && value >= minimum && value <= maximum ? value : undefined,
  });
}

/** A whole number between two bounds, both included. */
export function integer(minimum: number, maximum: number): z.ZodType<number> {
  return scalar({
    expected: (value) => {
      const bound = Number.isInteger(value) ? outside(value, minimum, maximum) : null;
      return bound ?? (minimum < 0 ? "a whole number" : `a whole number of at least ${minimum}`);
    },
    jsonSchema: { type: "integer", minimum, maximum },
    read: (value) =>
      typeof value === "number" && Number.isSafeInteger(value) && value >= minimum && value <= maximum
        ? value
        : undefined,
  });
}

/** The bound that a number is beyond; `null` for one between them, and for what is no number. */
function outside(value: unknown, minimum: number, maximum: number): string | null {
  if (typeof value !== "number") return null;
  if (value > maximum) return `at most ${maximum}`;
  return value < minimum && minimum < 0 ? `at least ${minimum}` : null;
}

/** `true` or `false`. */
export function flag(): z.ZodType<boolean> {
  return scalar({
    expected: "true or false",
    jsonSchema: { type: "boolean" },
    read: (value) => typeof value === "boolean" ? value : undefined,
  });
}

/** A duration such as `500ms`; stays text, `parseDuration()` gives milliseconds. */
export function duration(longestMs: number = LONGEST_WAIT_MS): z.ZodType<string> {
  return scalar({
    expected: (value) => expectedDuration(String(value), longestMs),
    jsonSchema: { type: "string", pattern: "^\\d+(\\.\\d+)?(ms|s|m|h)$" },
    read: (value) => typeof value === "string" && parseDuration(value, longestMs) !== undefined ? value : undefined,
  });
}

/** One of a few words. */
export function choice<const T extends string>(...words: readonly T[]): z.ZodType<T> {
  return scalar({
    expected: `one of ${words.join(", ")}`,
    jsonSchema: { enum: words },
    read: (value) => words.find((word) => word === value),
  });
}

/** Any data, types kept: the value of a variable, a JSON body. */
export function data(): z.ZodType<Value> {
  return z.unknown().transform((written, context): Value => {
    // What stands in a file is never undefined: only a key that is missing is.
    return written === undefined ? absent(context) : written as Value;
  }).meta({ jsonSchema: {} });
}

/** A CEL expression, written without `${…}`; the parser has made it an `Expression`. */
export function expression(): z.ZodType<Expression> {
  return z.unknown().transform((written, context): Expression => {
    if (written instanceof Expression) return written;
    context.addIssue({ code: "custom", message: `expected an expression, found ${describeWritten(written)}` });
    return z.NEVER;
  }).meta({ jsonSchema: { type: ["string", "number", "boolean"] } });
}

/** A list of steps; the parser has made them `StepNode`s. */
export function steps(): z.ZodType<readonly StepNode[]> {
  return z.unknown().transform((written, context): readonly StepNode[] => {
    if (Array.isArray(written) && written.every(isStepNode)) return written;
    context.addIssue({ code: "custom", message: `expected a list of steps, found ${describeWritten(written)}` });
    return z.NEVER;
  }).meta({ jsonSchema: { $ref: "#/$defs/steps" } });
}

/** One value, or a list of at least one; which of the two it was is kept. */
export function oneOrList<T>(one: z.ZodType<T>): z.ZodType<T | readonly T[]> {
  const list = z.array(one).min(1);
  return z.unknown().transform((written, context): T | readonly T[] => {
    if (written === undefined) return absent(context);
    const parsed = (Array.isArray(written) ? list : one).safeParse(written);
    if (parsed.success) return parsed.data;
    // The rest of the issue tells the parser which key was unknown.
    for (const issue of parsed.error.issues) context.addIssue({ ...issue, code: "custom" });
    return z.NEVER;
  }).meta({ oneOrList: one });
}

/** Refuses a key that is not there. zod asks for every optional key, and to make an error each time takes long. */
export function absent(context: z.RefinementCtx): never {
  context.addIssue({ code: "custom", message: "expected a value, found nothing" });
  return z.NEVER;
}

/** What stands in the file, for `expected …, found …`. */
export function describeWritten(written: unknown): string {
  if (written instanceof PlainScalar) return written.value === null ? "nothing" : written.source;
  if (written instanceof Template || written instanceof Expression) return JSON.stringify(written.source);
  if (written === null || written === undefined) return "nothing";
  if (Array.isArray(written)) return "a list";
  if (typeof written === "object") return "a map";
  return JSON.stringify(written);
}
