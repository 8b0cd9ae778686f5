import { UsageError } from "../errors.ts";
import { didYouMean } from "../near_names.ts";
import { parseTagFilter, type Selectable, selectFlows, type Selection } from "../plan/select_flows.ts";
import { MOST_SHARDS, parseShard, type Shard } from "../plan/shard.ts";
import type { LastReport } from "./last_report.ts";
import type { Options } from "./options.ts";

/** What the options that select flows say; throws `UsageError`. */
export async function readSelection(options: Options, lastReport: LastReport | null): Promise<Selection> {
  if (options.lastFailed && lastReport === null) {
    throw new UsageError(
      `Cannot select the flows that failed last: found no report that can be read in "${options.outputDir}"`,
      {
        hint: "run once without --last-failed",
      },
    );
  }
  return {
    shard: readShard(options.shard),
    tags: parseTagFilter(options.tag),
    name: options.name === null ? null : await titleFilter(options.name),
    ids: options.lastFailed ? lastReport?.failedIds ?? null : null,
    repeat: options.repeat,
    seed: readSeed(options.shuffle),
  };
}

/**
 * The selected flows, which may be none in an empty shard or after a run in which nothing failed; otherwise none is a
 * `UsageError`.
 */
export function selectSome<F extends Selectable>(flows: readonly F[], selection: Selection): readonly F[] {
  // Which shard a flow is in says nothing about whether the other options are right.
  const others = selectFlows(flows, { ...selection, shard: null, ids: null, repeat: 1, seed: null });
  if (others.length === 0) throw noneSelected(flows, selection);
  return selectFlows(flows, selection);
}

function noneSelected(flows: readonly Selectable[], { tags, name }: Selection): UsageError {
  const known = [...new Set(flows.flatMap((flow) => flow.tags))].sort();
  const unknown = tags.flat().find(({ tag, wanted }) => wanted && !known.includes(tag))?.tag;
  const filters = [...tags.length > 0 ? ["--tag"] : [], ...name === null ? [] : ["--name"]].join(" and ");
  const noun = flows.length === 1 ? "the only flow does not fit" : `none of ${flows.length} flows fits`;
  const hint = unknown === undefined ? null : didYouMean(unknown, known) ?? knownTags(known);
  return new UsageError(`Cannot select a flow: ${noun} ${filters}`, { hint });
}

function knownTags(known: readonly string[]): string {
  return known.length === 0 ? "they have no tags" : `their tags are ${known.slice(0, 10).join(", ")}`;
}

function readShard(text: string | null): Shard | null {
  if (text === null) return null;
  const shard = parseShard(text);
  if (shard !== undefined) return shard;
  const count = text.replace(/^.*\//, "");
  const most = Number(count) > MOST_SHARDS ? `at most ${MOST_SHARDS} parts` : `a part of at most ${count}`;
  throw new UsageError(`Cannot read option "--shard": found "${text}", expected ${most}`);
}

function readSeed(text: string | null): number | null {
  if (text === null) return null;
  return text === "" ? Math.floor(Math.random() * 1_000_000_000) : Number(text);
}

async function titleFilter(pattern: string): Promise<(title: string) => boolean> {
  const { linearPattern } = await import("../actions/pattern.ts");
  try {
    const compiled = await linearPattern(pattern);
    return (title) => compiled.match(title) !== null;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/^Cannot use the pattern ".*?": /s, "") : null;
    throw new UsageError(`Cannot read option "--name": found "${pattern}", expected a regular expression of RE2`, {
      cause,
      hint: reason,
    });
  }
}
