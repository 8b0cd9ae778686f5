import { ARIA_MATCHERS } from "./aria_matcher.ts";
import { PAGE_MATCHERS } from "./page_matchers.ts";
import { PROPERTY_MATCHERS } from "./property_matchers.ts";
import { STATE_MATCHERS } from "./state_matchers.ts";
import { TEXT_MATCHERS } from "./text_matchers.ts";

/** Every matcher of `expect` by its name; each also exists with `not_` before its name. */
export const MATCHERS = {
  ...STATE_MATCHERS,
  ...TEXT_MATCHERS,
  ...PROPERTY_MATCHERS,
  ...ARIA_MATCHERS,
  ...PAGE_MATCHERS,
} as const;

/** A name of `MATCHERS`. */
export type MatcherName = keyof typeof MATCHERS;

/** A matcher of a step, with what it was given. */
export interface WrittenMatcher<M> {
  /** As it was written, maybe with `not_`. */
  readonly key: string;
  readonly not: boolean;
  readonly matcher: M;
  readonly value: unknown;
}

/** The matchers of a table among the keys of an input, in the order in which they were written. */
export function matchersIn<M>(
  table: { readonly [name: string]: M },
  input: object,
): readonly WrittenMatcher<M>[] {
  return Object.entries(input).flatMap(([key, value]) => {
    const not = key.startsWith("not_");
    const name = not ? key.slice("not_".length) : key;
    const matcher = Object.hasOwn(table, name) ? table[name] : undefined;
    return matcher === undefined ? [] : [{ key, not, matcher, value }];
  });
}
