import { PlainScalar } from "../plan/plain_scalar.ts";
import type { Row, Variable } from "../plan/flow.ts";
import { Template } from "../plan/template.ts";
import { typedLike } from "../plan/typed_like.ts";
import type { Value, Written } from "../plan/value.ts";
import type { ReadFile } from "./read_file.ts";
import type { Range } from "./source.ts";

/** Rows that make a flow each. */
export const MOST_ROWS = 10_000;

/** Says that a list or a file has too many rows. */
export function tooManyRows(what: string, count: number): string {
  return `${what} has ${count} rows, expected at most ${MOST_ROWS}`;
}

/** The rows of `each`, in the file or in one beside it; `null` without `each`, `unknown` when they are a problem. */
export function readRows(file: ReadFile<unknown>, vars: readonly Variable[]): readonly Row[] | "unknown" | null {
  const { written, reader, range } = file;
  const each = written["each"];
  if (each === undefined) return null;
  const at = reader.places.valueAt(written, ["each"], range);
  if (typeof each === "string") return linkedRows(each, at, { file, vars });
  if (!Array.isArray(each) || !each.every(isMap)) return "unknown";
  if (each.length === 0) {
    reader.source.problem('"each" has no rows', at, "add one, or take the key out");
    return "unknown";
  }
  if (each.length > MOST_ROWS) {
    reader.source.problem(tooManyRows('"each"', each.length), at);
    return "unknown";
  }
  return each.map((row) => plainOf(row) as Row);
}

function linkedRows(
  path: string,
  range: Range,
  { file, vars }: { readonly file: ReadFile<unknown>; readonly vars: readonly Variable[] },
): readonly Row[] | "unknown" {
  const { source } = file.reader;
  const rows = file.links.get("rows", path, { source, range });
  if (rows === undefined) return "unknown";
  const declared = new Map(vars.map(({ name, value }) => [name, value]));
  return rows.map((row, index) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => {
        const typed = typedAs(declared.get(name), value);
        if (typed !== undefined) return [name, typed];
        const message = `row ${index + 1} of "${path}" has ${JSON.stringify(value)} for "${name}"`;
        source.problem(message, range, `its type is that of "${name}" in vars`);
        return [name, value];
      }),
    )
  );
}

/** A text of a CSV file takes the type of the variable of the same name. */
function typedAs(declared: Written | undefined, value: Value): Value | undefined {
  if (declared === undefined || declared instanceof Template || typeof value !== "string") return value;
  return typedLike(plainOf(declared), value);
}

function isMap(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Data without places; templates were refused before. */
function plainOf(written: Written): Value {
  if (written instanceof PlainScalar) return written.value;
  if (Array.isArray(written)) return written.map(plainOf);
  if (isMap(written)) {
    return Object.fromEntries(Object.entries(written as object).map(([key, entry]) => [key, plainOf(entry)]));
  }
  return typeof written === "object" && written !== null ? String(written) : written;
}
