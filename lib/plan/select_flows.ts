import { UsageError } from "../errors.ts";
import type { Shard } from "./shard.ts";

/** What a flow is selected by. */
export interface Selectable {
  readonly id: string;
  readonly title: string;
  readonly tags: readonly string[];
}

/** Alternatives, each a list of tags that must (or must not) be there; none at all fits every flow. */
export type TagFilter = readonly (readonly { readonly tag: string; readonly wanted: boolean }[])[];

/** Which flows run, how often and in which order. */
export interface Selection {
  readonly shard: Shard | null;
  readonly tags: TagFilter;
  /** Whether a title fits; `null` fits all. */
  readonly name: ((title: string) => boolean) | null;
  /** `null` is all. */
  readonly ids: ReadonlySet<string> | null;
  readonly repeat: number;
  /** Of the random order; `null` keeps the order. */
  readonly seed: number | null;
}

/** Each has a place in the report, which is kept in memory. */
const MOST_FLOWS = 100_000;

/**
 * The flows that run, in order: the shard of all flows sorted by id, of those the ones that fit, repeated, shuffled.
 * With `repeat` over 1 an id gets `~1`, `~2`, …
 */
export function selectFlows<F extends Selectable>(flows: readonly F[], selection: Selection): readonly F[] {
  const { shard, tags, name, ids, repeat, seed } = selection;
  const chosen = shardOf(flows, shard).filter((flow) =>
    fitsTags(flow.tags, tags) && (name?.(flow.title) ?? true) && (ids?.has(flow.id) ?? true)
  );
  if (chosen.length * repeat > MOST_FLOWS) {
    throw new UsageError(`Cannot run ${chosen.length * repeat} flows: expected at most ${MOST_FLOWS}`, {
      hint: "run a part of them with --shard, or repeat them less often",
    });
  }
  const repeated = repeat === 1
    ? chosen
    : Array.from({ length: repeat }, (_, round) => chosen.map((flow) => ({ ...flow, id: `${flow.id}~${round + 1}` })))
      .flat();
  return seed === null ? repeated : shuffled(repeated, seed);
}

/** Reads the values of `--tag`: `smoke,!slow` or `smoke and not slow`, several (or `or`) are alternatives. */
export function parseTagFilter(texts: readonly string[]): TagFilter {
  return texts.flatMap((text) => text.split(/\s+or\s+/).map((alternative) => parseAlternative(alternative, text)));
}

function parseAlternative(alternative: string, text: string): TagFilter[number] {
  return alternative.split(/\s*,\s*|\s+and\s+/).map((term) => {
    const { not, tag = "" } = /^\s*(?<not>!\s*|not\s+)?(?<tag>[^\s!()&|]+)\s*$/.exec(term)?.groups ?? {};
    if (tag === "" || ["and", "or", "not"].includes(tag)) {
      throw new UsageError(`Cannot read option "--tag": found "${text}", expected tags such as smoke,!slow`, {
        hint: `a comma or "and" joins tags, "!" or "not" excludes one, "or" or another --tag is an alternative`,
      });
    }
    return { tag, wanted: not === undefined };
  });
}

function fitsTags(tags: readonly string[], filter: TagFilter): boolean {
  return filter.length === 0 || filter.some((terms) => terms.every(({ tag, wanted }) => tags.includes(tag) === wanted));
}

function shardOf<F extends Selectable>(flows: readonly F[], shard: Shard | null): readonly F[] {
  if (shard === null) return flows;
  const sorted = flows.toSorted((one, other) => one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
  return sorted.filter((_, position) => position % shard.count === shard.index - 1);
}

/** Fisher and Yates' shuffle; the same seed gives the same order on every machine. */
function shuffled<F>(flows: readonly F[], seed: number): readonly F[] {
  const random = mulberry32(seed);
  const order = [...flows];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as F, order[last] as F];
  }
  return order;
}

/** Numbers from 0 to below 1; Tommy Ettinger's mulberry32, in the public domain. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6D2B79F5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
