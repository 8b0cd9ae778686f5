import { Masker } from "../mask.ts";
import { UsageError } from "../errors.ts";
import { RUN, type RunResult } from "../run/result.ts";
import { contradictions, type ReportProblem } from "./contradictions.ts";
import { parseReportJson } from "./parse_report_json.ts";

/** Everything in the text of a `report.json` that the schema does not allow, or that the rest of it contradicts. */
export function reportProblems(text: string): readonly ReportProblem[] {
  const value = jsonOf(text);
  return value instanceof SyntaxError ? [{ path: "", message: value.message }] : problemsOf(value);
}

/** What is wrong with a report that was made of others, which all were right; `null` when nothing is. */
export function firstProblem(run: RunResult): string | null {
  const [problem] = problemsOf(run);
  return problem === undefined ? null : inWords(problem);
}

function problemsOf(value: unknown): readonly ReportProblem[] {
  const { error, data } = RUN.safeParse(value);
  if (data !== undefined) return contradictions(data);
  return (error?.issues ?? []).map(({ path, message }) => ({
    path: path.join("."),
    message: message.replace(/^Invalid input: /, ""),
  }));
}

/**
 * The report of the text of a `report.json`, of whatever version: keys that a later one has added are left out, those
 * that an earlier one did not have are `null` or empty. Credentials that an
 * earlier one kept are masked. Throws `UsageError`, which calls it `file`.
 */
export function readReport(text: string, file: string): RunResult {
  const value = jsonOf(text);
  const data = value instanceof SyntaxError ? undefined : RUN.safeParse(withTheseKeys(value)).data;
  const [problem] = data === undefined ? reportProblems(text) : contradictions(data);
  if (data !== undefined && problem === undefined) return new Masker().maskEvent(data);
  throw new UsageError(
    `Cannot read report "${file}"${problem === undefined ? ": it is no report" : inWords(problem)}`,
    {
      hint: `"qa-rig report validate" lists everything that is wrong`,
    },
  );
}

/** What stands behind the name of a report. */
function inWords({ path, message }: ReportProblem): string {
  return `${path === "" ? "" : ` at "${path}"`}: ${message}`;
}

function jsonOf(text: string): unknown {
  try {
    return parseReportJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}

function withTheseKeys(value: unknown): unknown {
  const copy: unknown = structuredClone(value);
  for (const issue of RUN.safeParse(value).error?.issues ?? []) {
    const holder = issue.path.reduce<unknown>(entryOf, copy);
    if (issue.code === "unrecognized_keys" && isObject(holder)) {
      for (const key of issue.keys) Reflect.deleteProperty(holder, key);
    }
    const outer = issue.path.slice(0, -1).reduce<unknown>(entryOf, copy);
    const key = issue.path.at(-1);
    if (issue.code === "invalid_type" && key !== undefined && isObject(outer) && !Object.hasOwn(outer, key)) {
      Reflect.set(outer, key, issue.expected === "array" ? [] : null);
    }
  }
  return copy;
}

function entryOf(value: unknown, key: PropertyKey): unknown {
  return isObject(value) ? Reflect.get(value, key) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
