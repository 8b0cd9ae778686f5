/** More would make a report of all of them a list of nothing else. */
export const MOST_SHARDS = 10_000;

/** A part of all flows: the flows at positions `index`, `index + count`, … from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** What a shard must look like, in words. */
export const SHARD_FORM = `a part and a count such as 2/5, of at most ${MOST_SHARDS}`;

/** Reads `2/5`; `undefined` for anything else. */
export function parseShard(text: string): Shard | undefined {
  const [index = 0, count = 0] = /^[1-9]\d{0,5}\/[1-9]\d{0,5}$/.test(text) ? text.split("/").map(Number) : [];
  return index > 0 && index <= count && count <= MOST_SHARDS ? { index, count } : undefined;
}
