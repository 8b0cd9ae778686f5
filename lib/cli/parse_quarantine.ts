import { isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import type { Range, Source } from "../flow/source.ts";
import { didYouMean } from "../near_names.ts";
import type { QuarantineEntry } from "../plan/quarantine.ts";

/** The key of `qa-rig.yaml` that lists flows whose failures do not count. */
export const QUARANTINE_KEY = "quarantine";

const KEYS = ["title", "tag", "reason", "owner", "until"] as const;

/** Reads the list of `quarantine`; problems are told to the source, and an entry with one is left out. */
export function parseQuarantine(node: Node | null, source: Source): readonly QuarantineEntry[] {
  if (node === null || (isScalar(node) && node.value === null)) return [];
  if (!isSeq<Node>(node)) {
    source.problem(
      `"${QUARANTINE_KEY}" is no list, expected one of {title or tag, reason, owner, until}`,
      rangeOf(node),
    );
    return [];
  }
  return node.items.flatMap((item) => parseEntry(item, source) ?? []);
}

function parseEntry(item: Node, source: Source): QuarantineEntry | null {
  const texts = textsOf(item, source);
  if (texts === null) return null;
  const { title, tag, reason, owner, until } = texts;
  const missing = [["reason", reason], ["owner", owner], ["until", until]].filter(([, entry]) => entry === undefined);
  if ((title === undefined) === (tag === undefined)) source.problem('expected either "title" or "tag"', rangeOf(item));
  if (missing.length > 0) {
    source.problem(`found no ${missing.map(([key]) => `"${key}"`).join(" and no ")}`, rangeOf(item));
  }
  if (until !== undefined && !isDay(until.text)) {
    source.problem(`"until" is "${until.text}", expected a day such as 2026-12-31`, until.at);
  }
  if (reason === undefined || owner === undefined || until === undefined) return null;
  return {
    title: title?.text ?? null,
    tag: tag?.text ?? null,
    reason: reason.text,
    owner: owner.text,
    until: until.text,
  };
}

/** What stands behind each key; `null` when some of it cannot be read. */
function textsOf(item: Node, source: Source): { readonly [key in typeof KEYS[number]]?: Text } | null {
  if (!isMap<Node, Node | null>(item)) {
    source.problem("expected a map of title or tag, reason, owner and until", rangeOf(item));
    return null;
  }
  const texts: { [key: string]: Text } = {};
  let readable = true;
  for (const { key, value } of item.items as readonly Pair<Node, Node | null>[]) {
    const name = isScalar(key) ? String(key.source ?? key.value) : "";
    if (KEYS.some((known) => known === name) && isScalar(value) && value.source) {
      texts[name] = { text: value.source, at: rangeOf(value) };
      continue;
    }
    readable = false;
    if (KEYS.some((known) => known === name)) source.problem(`"${name}" is no text`, rangeOf(value ?? key));
    else source.problem(`unknown key "${name}"`, rangeOf(key), didYouMean(name, KEYS));
  }
  return readable ? texts : null;
}

interface Text {
  readonly text: string;
  readonly at: Range;
}

/** A day that the calendar has. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function rangeOf({ range }: Node): Range {
  return [range?.[0] ?? 0, range?.[1] ?? 0];
}
