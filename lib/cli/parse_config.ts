import { isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import { FlowFileError } from "../errors.ts";
import { parseYaml } from "../flow/parse_yaml.ts";
import { type Range, Source } from "../flow/source.ts";
import { didYouMean } from "../near_names.ts";
import type { OptionValue } from "./option.ts";
import { expectedValue, readOptionValue, refusedText } from "./option_value.ts";
import { shownValue } from "./shown_value.ts";
import { parseQuarantine, QUARANTINE_KEY } from "./parse_quarantine.ts";
import type { QuarantineEntry } from "../plan/quarantine.ts";
import { type GivenOptions, OPTION_NAMES, optionEntry, optionKey, type OptionName, optionVariable } from "./options.ts";

/** What `qa-rig.yaml` says. */
export interface Config {
  readonly options: GivenOptions;
  readonly quarantine: readonly QuarantineEntry[];
}

/** Reads the text of `qa-rig.yaml`; throws `FlowFileError` with every problem in it. */
export function parseConfig(text: string, file: string): Config {
  const source = new Source(file, text, "settings");
  const options: { [name in OptionName]?: OptionValue } = {};
  let quarantine: readonly QuarantineEntry[] = [];
  for (const [key, { node, value }] of entriesOf(parseYaml(source), source)) {
    if (key === QUARANTINE_KEY) {
      quarantine = parseQuarantine(value, source);
      continue;
    }
    const name = nameOf(key, { node, source });
    const read = name === null ? undefined : readEntry(name, { node, value, source });
    if (name !== null && read !== undefined) options[name] = read;
  }
  if (source.problems.length > 0) throw new FlowFileError(source.problems);
  return { options, quarantine };
}

interface Entry {
  /** Of the key. */
  readonly node: Node;
  readonly value: Node | null;
}

function entriesOf(root: Node | null, source: Source): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  if (root === null || (isScalar(root) && root.value === null)) return entries;
  if (!isMap<Node, Node | null>(root)) {
    source.problem("expected a map of options", rangeOf(root));
    return entries;
  }
  for (const { key: node, value } of root.items as readonly Pair<Node, Node | null>[]) {
    const key = textOf(node) ?? "";
    if (entries.has(key)) source.problem(`key "${key}" stands twice`, rangeOf(node));
    else entries.set(key, { node, value });
  }
  return entries;
}

function nameOf(key: string, { node, source }: { readonly node: Node; readonly source: Source }): OptionName | null {
  const name = OPTION_NAMES.find((candidate) => optionKey(candidate) === key);
  if (name !== undefined && optionEntry(name).file === "yes") return name;
  const allowed = OPTION_NAMES.filter((candidate) => optionEntry(candidate).file === "yes").map(optionKey);
  allowed.push(QUARANTINE_KEY);
  if (name === undefined) source.problem(`unknown key "${key}"`, rangeOf(node), didYouMean(key, allowed));
  else source.problem(`"${key}" must not stand in this file`, rangeOf(node), reasonOf(name));
  return null;
}

function readEntry(name: OptionName, { node, value, source }: Entry & { readonly source: Source }) {
  const entry = optionEntry(name);
  const texts = textsOf(value);
  const read = texts === null ? undefined : readOptionValue(entry, texts);
  const outside = [read].flat().find((text) => entry.fileForm?.pattern.test(String(text)) === false);
  if (read !== undefined && outside === undefined) return read;
  const text = texts === null ? null : outside ?? refusedText(entry, texts);
  const found = text === null ? "a map" : text === "" ? "empty" : `"${shownValue(entry, String(text))}"`;
  const expected = outside === undefined ? expectedValue(entry, String(text ?? "")) : entry.fileForm?.expected;
  source.problem(`"${optionKey(name)}" is ${found}, expected ${expected}`, rangeOf(value ?? node));
  return undefined;
}

function reasonOf(name: OptionName): string {
  const [variable, { file }] = [optionVariable(name), optionEntry(name)];
  const elsewhere = `use --${name}${variable === null ? "" : ` or ${variable}`}`;
  return file === "never" ? `a repository must not choose it: ${elsewhere}` : `it is about one run: ${elsewhere}`;
}

/** The texts of a scalar or of a list of them, as they were written; `null` for anything else. */
function textsOf(node: Node | null): readonly string[] | null {
  if (!isSeq<Node>(node)) {
    const text = node === null ? "" : textOf(node);
    return text === null ? null : [text];
  }
  const texts = node.items.map(textOf);
  return texts.every((text) => text !== null) ? texts : null;
}

function textOf(node: Node): string | null {
  return isScalar(node) ? node.source ?? "" : null;
}

function rangeOf({ range }: Node): Range {
  return [range?.[0] ?? 0, range?.[1] ?? 0];
}
