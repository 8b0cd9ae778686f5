import type { z } from "zod";
import { describeWritten } from "../actions/scalar.ts";
import { didYouMean, nearNames } from "../near_names.ts";
import { Expression } from "../plan/expression.ts";
import { PlainScalar } from "../plan/plain_scalar.ts";
import { Template } from "../plan/template.ts";
import type { Written } from "../plan/value.ts";
import { entryOf } from "./places.ts";
import type { Reader } from "./reader.ts";
import { keysAt } from "./schema_keys.ts";
import type { Range } from "./source.ts";

/** What is checked, for its messages. */
export interface Subject {
  /** As messages name it: `"fill"`, `the flow`. */
  readonly name: string;
  /** Where it is missing something. */
  readonly at: Range;
  /** Where it stands as a whole. */
  readonly range: Range;
  /** What to write instead, for a missing key. */
  readonly example: string | null;
  /** Keys that stand beside it by mistake: nothing is said about missing them. */
  readonly beside?: readonly string[];
}

/** Reads data with a schema; what it gives, or `undefined` after its problems were added to the source. */
export function checkInput<T>(
  schema: z.ZodType<T>,
  written: Written,
  { reader, subject }: { readonly reader: Reader; readonly subject: Subject },
): T | undefined {
  const parsed = schema.safeParse(written);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  for (const issue of issues) if (!isFollowing(issue, issues)) report(issue, { schema, written, reader, subject });
  return undefined;
}

interface Checked {
  readonly schema: z.ZodType;
  readonly written: Written;
  readonly reader: Reader;
  readonly subject: Subject;
}

type Issue = z.core.$ZodIssue;

/** `found none` of some keys says nothing new about a map with a misspelt one. */
function isFollowing(issue: Issue, issues: readonly Issue[]): boolean {
  const path = issue.path.join(".");
  return issue.message.endsWith("found none") &&
    issues.some((other) => unknownKeys(other).length > 0 && other.path.join(".") === path);
}

function report(issue: Issue, checked: Checked): void {
  const keys = unknownKeys(issue);
  const holder = keys.length > 0 ? issue.path : issue.path.slice(0, -1);
  if (isScalar(holder.reduce(entryOf, checked.written as unknown))) return reportNoMap(holder, checked);
  if (keys.length > 0) return reportUnknown(keys, issue.path, checked);
  if (isUnion(issue)) return reportUnion(issue, checked);
  if (isKey(issue)) return reportKey(issue, checked);
  const { written, reader, subject } = checked;
  if (isMissing(issue, written)) return reportMissing(issue, checked);
  const range = reader.places.valueAt(written, issue.path, subject.range);
  if (reader.source.isSpoiled(range)) return;
  const found = issue.path.reduce(entryOf, written as unknown);
  reader.source.problem(`${whereOf(issue.path, subject)}: ${messageOf(issue, found)}`, range, hintOf(issue, found));
}

/** What the parser makes of a scalar is an object, and a schema of a map takes it for one. */
function isScalar(value: unknown): boolean {
  return value instanceof PlainScalar || value instanceof Template || value instanceof Expression;
}

function reportNoMap(path: readonly PropertyKey[], { written, reader, subject }: Checked): void {
  const range = reader.places.valueAt(written, path, subject.range);
  const found = describeWritten(path.reduce(entryOf, written as unknown));
  reader.source.problem(`${whereOf(path, subject)}: expected a map, found ${found}`, range);
}

/** Schemas that read a part by themselves pass its issues on with the code `custom` and all else as it was. */
function unknownKeys(issue: Issue): readonly string[] {
  return "keys" in issue && Array.isArray(issue.keys) ? issue.keys : [];
}

function reportUnknown(keys: readonly string[], path: readonly PropertyKey[], checked: Checked): void {
  const { schema, written, reader, subject } = checked;
  const names = keysAt(schema, path);
  for (const key of keys) {
    const range = reader.places.keyAt(written, path, key) ?? subject.at;
    reader.source.problem(`unknown key "${key}" in ${nameOf(path, subject)}`, range, didYouMean(key, names));
  }
}

type UnionIssue = Extract<Issue, { readonly code: "invalid_union" }>;

function isUnion(issue: Issue): issue is UnionIssue {
  return "errors" in issue && Array.isArray(issue.errors) && issue.errors.length > 0;
}

/** The branch that went furthest is the one that was meant. */
function reportUnion({ errors, path }: UnionIssue, checked: Checked): void {
  const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map((issue) => issue.path.length));
  const [meant] = errors.toSorted((left, right) => depth(right) - depth(left));
  for (const issue of meant ?? []) report({ ...issue, path: [...path, ...issue.path] }, checked);
}

type KeyIssue = Extract<Issue, { readonly code: "invalid_key" }>;

function isKey(issue: Issue): issue is KeyIssue {
  return "issues" in issue && Array.isArray(issue.issues);
}

/** A key of a map that must be a name. */
function reportKey({ issues, path }: KeyIssue, { written, reader, subject }: Checked): void {
  const range = reader.places.keyAt(written, path.slice(0, -1), path.at(-1) ?? "") ?? subject.at;
  for (const { message } of issues) {
    reader.source.problem(`${nameOf(path.slice(0, -1), subject)}: ${lowerFirst(message)}`, range);
  }
}

function isMissing(issue: Issue, written: Written): boolean {
  const key = issue.path.at(-1);
  const parent = issue.path.slice(0, -1).reduce(entryOf, written as unknown);
  return typeof key === "string" && typeof parent === "object" && parent !== null && !Object.hasOwn(parent, key);
}

function reportMissing({ path }: Issue, checked: Checked): void {
  const { written, reader, subject } = checked;
  if (reader.source.isSpoiled(subject.range) || isMisspelt(path, checked)) return;
  const range = path.length > 1 ? reader.places.valueAt(written, path.slice(0, -1), subject.at) : subject.at;
  const example = path.length > 1 || subject.example === null ? null : `for example: ${subject.example}`;
  reader.source.problem(`${nameOf(path.slice(0, -1), subject)} needs "${String(path.at(-1))}"`, range, example);
}

/** Whether the missing key is there under another name, or beside its map: that is said already. */
function isMisspelt(path: readonly PropertyKey[], { schema, written, subject }: Checked): boolean {
  const outer = path.slice(0, -1);
  const key = String(path.at(-1));
  if (outer.length === 0 && subject.beside?.includes(key)) return true;
  const names = keysAt(schema, outer);
  const parent = outer.reduce(entryOf, written as unknown);
  const unknown = Object.keys(parent as object).filter((name) => !names.includes(name));
  return unknown.some((name) => nearNames(name, names).includes(key));
}

/** `"fill"`, or a part of it: `"within" of "fill"`. */
function nameOf(path: readonly PropertyKey[], subject: Subject): string {
  const named = path.filter((key) => typeof key === "string");
  return named.length === 0 ? subject.name : `"${named.join(".")}" of ${subject.name}`;
}

function whereOf(path: readonly PropertyKey[], subject: Subject): string {
  const last = path.at(-1);
  if (typeof last !== "number") return nameOf(path, subject);
  return `item ${last + 1} of ${nameOf(path, subject)}`;
}

const TYPES: { readonly [type: string]: string } = {
  object: "a map",
  record: "a map",
  array: "a list",
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
};

function messageOf(issue: Issue, found: unknown): string {
  if ("expected" in issue && typeof issue.expected === "string") {
    return `expected ${TYPES[issue.expected] ?? issue.expected}, found ${describeWritten(found)}`;
  }
  if (issue.code === "too_small" && issue.origin === "array") return "expected at least one item, found none";
  return lowerFirst(issue.message);
}

function hintOf({ message }: Issue, found: unknown): string | null {
  if (found instanceof PlainScalar && found.value === null && message.includes("expected text")) {
    const text = found.source === "" ? "" : `: "${found.source}"`;
    return found.source === "" ? 'write a value; "" is an empty text' : `put the value in double quotes${text}`;
  }
  if (message.includes("expected true or false") && typeof found === "string") return "write true or false";
  return oneOfHint(message, found);
}

/** `expected one of load, commit, found "laod"`: the near ones. */
function oneOfHint(message: string, found: unknown): string | null {
  const words = /expected one of (.*), found "/.exec(message)?.[1]?.split(", ");
  return words === undefined || typeof found !== "string" ? null : didYouMean(found, words);
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
