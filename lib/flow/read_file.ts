import type { z } from "zod";
import type { Node } from "yaml";
import { checkInput } from "./check_input.ts";
import { Findings } from "./findings.ts";
import { FIXED_BROWSER_KEYS } from "./browser_keys.ts";
import { FIXED_KEYS } from "./flow_keys.ts";
import type { Links } from "./links.ts";
import { locatorUses } from "./locator_names.ts";
import { parseYaml } from "./parse_yaml.ts";
import { entryOf } from "./places.ts";
import { type Entry, Reader } from "./reader.ts";
import { readInput } from "./read_input.ts";
import { readSteps, type StepScope } from "./read_steps.ts";
import { refuseTemplates } from "./refuse_templates.ts";
import { kindOf, type Range, type Source } from "./source.ts";
import type { Written } from "../plan/value.ts";

/** A file that was read: its data as it was written, and what its schema makes of it. */
export interface ReadFile<Keys> {
  readonly reader: Reader;
  readonly links: Links;
  /** The root as it was written; steps are parsed. Only keys that were there. */
  readonly written: { readonly [key: string]: Written };
  readonly findings: Findings;
  /** `null` when the schema found problems. */
  readonly keys: Keys | null;
  readonly range: Range;
}

/** Lists of steps at the root of a flow or a suite. */
export const STEP_LISTS: readonly string[] = ["before", "steps", "finally", "after"];

/** Reads the root of a flow file or a suite; `null` when it has none. Problems go to the source. */
export function readFile<Keys>(
  source: Source,
  { schema, links, example }: { readonly schema: z.ZodType<Keys>; readonly links: Links; readonly example: string },
): ReadFile<Keys> | null {
  const root = parseYaml(source);
  if (root === null) {
    if (source.problems.length === 0) source.problem("the file is empty", [0, 1], `for example: ${example}`);
    return null;
  }
  const reader = new Reader(source, root);
  const entries = reader.entriesOf(root);
  if (entries === null) {
    source.problem("expected a map of keys", reader.rangeOf(root, [0, 1]), `for example: ${example}`);
    return null;
  }
  const findings = new Findings();
  const range = entries[0]?.keyRange ?? reader.rangeOf(root, [0, 1]);
  const written = reader.readMap(entries, range, (entry) => readKey(entry, { reader, links, findings }));
  refuseFixed(written, source);
  const subject = { name: `the ${kindOf(source.file)}`, at: range, range, example };
  const keys = checkInput(schema, written, { reader, subject });
  findings.addUses(locatorUses(schema, written, { reader, range }));
  return { reader, links, written, findings, keys: keys ?? null, range };
}

function refuseFixed(written: { readonly [key: string]: Written }, source: Source): void {
  const { browser, session } = written;
  refuseTemplates(written, FIXED_KEYS, source);
  refuseTemplates(browser, FIXED_BROWSER_KEYS, source);
  const certificates = entryOf(browser, "client_certificates");
  for (const certificate of Array.isArray(certificates) ? certificates : []) {
    refuseTemplates(certificate, ["origin", "cert", "key"], source);
  }
  refuseTemplates(session, ["use", "max_age"], source);
}

function readKey(entry: Entry, scope: StepScope): Written {
  const { reader } = scope;
  if (STEP_LISTS.includes(entry.key)) return readSteps(entry.node, entry.range, scope);
  if (entry.key === "handlers") return readHandlers(entry, scope);
  if (entry.key === "session") return readWithSteps(entry.node, entry.range, "valid", scope);
  return reader.read(entry.node, entry.range);
}

function readHandlers({ node, range }: Entry, scope: StepScope): Written {
  const items = scope.reader.itemsOf(node);
  if (items === null) return scope.reader.read(node, range);
  const list: Written[] = [];
  const marks = scope.reader.places.mark(list, range);
  for (const item of items) {
    const itemRange = scope.reader.rangeOf(item, range);
    marks.items.push(itemRange);
    list.push(readWithSteps(item, itemRange, "steps", scope));
  }
  return list;
}

function readWithSteps(node: Node | null, range: Range, key: string, scope: StepScope): Written {
  const { reader } = scope;
  const entries = reader.entriesOf(node);
  if (entries === null) return reader.read(node, range);
  const shape = { steps: [key], expressions: [] };
  return readInput(entries, range, { reader, shape, readSteps: (inner, at) => readSteps(inner, at, scope) });
}
