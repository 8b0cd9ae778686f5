import { didYouMean } from "../near_names.ts";
import type { Written } from "../plan/value.ts";
import type { Subject } from "./check_input.ts";
import type { Findings } from "./findings.ts";
import type { LinkedPart, Links } from "./links.ts";
import { entryOf } from "./places.ts";
import type { Reader } from "./reader.ts";
import type { Range } from "./source.ts";

/** The action whose `flow` names a file; the parsed part is put beside it as `part`. */
export const PART_ACTION = "use";

interface UseScope {
  readonly reader: Reader;
  readonly links: Links;
  readonly subject: Subject;
  readonly findings: Findings;
}

/** Adds the part that the input of `use` names; `false` when there is none, and then its problem is in the source. */
export function addPart(input: Record<string, Written>, scope: UseScope): boolean {
  const { reader, links, subject, findings } = scope;
  const own = reader.places.keyAt(input, [], "part");
  if (own !== null) reader.source.problem('unknown key "part" in "use"', own);
  const path = input["flow"];
  // The action's own schema says what is wrong with it.
  if (path === undefined || typeof path !== "string") return path === undefined || refuse(input, scope);
  const range = reader.places.valueAt(input, ["flow"], subject.range);
  const linked = links.get("part", path, { source: reader.source, range });
  if (linked === undefined) return false;
  input["part"] = linked.part;
  findings.addPart(linked);
  checkForbidden(linked, path, scope);
  checkWith(input, linked, scope);
  checkOutputs(input, linked, scope);
  return true;
}

function refuse(input: Record<string, Written>, { reader, subject }: UseScope): boolean {
  const range = reader.places.valueAt(input, ["flow"], subject.range);
  reader.source.problem('"flow" of "use": expected the path of a flow file', range, "write the path out");
  return false;
}

function checkForbidden({ forbidden }: LinkedPart, path: string, { reader, subject }: UseScope): void {
  if (forbidden.length === 0) return;
  const names = forbidden.map((key) => `"${key}"`).join(", ");
  const hint = "these belong to a flow that runs by itself: move the steps that both need to a file of their own";
  reader.source.problem(`"${path}" cannot be used: it has ${names}`, subject.range, hint);
}

function checkWith(input: Record<string, Written>, linked: LinkedPart, { reader, subject }: UseScope): void {
  const given = input["with"] ?? {};
  if (reader.places.marksOf(given) === undefined && "with" in input) return;
  checkGiven(given, linked, {
    reader,
    user: "use",
    at: subject.at,
    keyAt: (name) => reader.places.keyAt(input, ["with"], name) ?? subject.at,
  });
}

/** Where the values for the inputs of a part are written. */
interface GivenPlace {
  readonly reader: Reader;
  /** The key that has `with`. */
  readonly user: "use" | "session";
  readonly at: Range;
  readonly keyAt: (name: string) => Range;
}

/** Adds a problem for every input of a part that is not given, and for every value that is no input of it. */
export function checkGiven(given: Written, { part }: LinkedPart, { reader, user, at, keyAt }: GivenPlace): void {
  for (const name of part.inputs) {
    if (entryOf(given, name) !== undefined) continue;
    reader.source.problem(`"with" of "${user}" needs "${name}"`, at, `"${part.specPath}" has it among its inputs`);
  }
  for (const name of typeof given === "object" && given !== null ? Object.keys(given) : []) {
    if (part.inputs.includes(name)) continue;
    const hint = didYouMean(name, part.inputs) ?? `add it to "inputs" of "${part.specPath}"`;
    reader.source.problem(`unknown input "${name}" of "${part.specPath}"`, keyAt(name), hint);
  }
}

function checkOutputs(input: Record<string, Written>, linked: LinkedPart, { reader, subject }: UseScope): void {
  const outputs = input["outputs"];
  if (!Array.isArray(outputs)) return;
  for (const [index, name] of outputs.entries()) {
    if (typeof name !== "string" || linked.defines.has(name)) continue;
    const range = reader.places.valueAt(input, ["outputs", index], subject.range);
    const hint = didYouMean(name, [...linked.defines]);
    reader.source.problem(`"${linked.part.specPath}" sets no variable "${name}"`, range, hint);
  }
}
