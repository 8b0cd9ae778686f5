import { UsageError } from "../errors.ts";
import { RUN, type RunResult } from "../run/result.ts";
import { wellFormed } from "../well_formed.ts";

/** One thing in a report that its schema does not allow. */
export interface ReportProblem {
  /** Such as `flows.0.status`; "" is the report as a whole. */
  readonly path: string;
  readonly message: string;
}

/** Everything in the text of a `report.json` that the schema does not allow. */
export function reportProblems(text: string): readonly ReportProblem[] {
  const value = jsonOf(text);
  if (value === undefined) return [{ path: "", message: "it is no JSON" }];
  const { error } = RUN.safeParse(value);
  return (error?.issues ?? []).map(({ path, message }) => ({
    path: path.join("."),
    message: message.replace(/^Invalid input: /, ""),
  }));
}

/**
 * The report of the text of a `report.json`, of whatever version: keys that a later one has added are left out, those
 * that an earlier one did not have are `null`. Throws `UsageError`, which calls it `file`.
 */
export function readReport(text: string, file: string): RunResult {
  const value = jsonOf(text);
  const parsed = RUN.safeParse(value === undefined ? null : withTheseKeys(value));
  if (parsed.success) return parsed.data;
  const [problem] = reportProblems(text);
  const where = problem === undefined || problem.path === "" ? "" : ` at "${problem.path}"`;
  throw new UsageError(`Cannot read report "${file}"${where}: ${problem?.message ?? "it is no report"}`, {
    hint: `"qa-rig report validate" lists everything that is wrong`,
  });
}

function jsonOf(text: string): unknown {
  try {
    // Another program may have written it.
    return wellFormed(JSON.parse(text));
  } catch {
    return undefined;
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
      Reflect.set(outer, key, null);
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
