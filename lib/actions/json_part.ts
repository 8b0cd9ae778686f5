import type { Value } from "../plan/value.ts";

/** Where a value is not what was expected; `path` leads there: `body.items[0].id`. */
export interface Difference {
  readonly path: string;
  readonly expected: Value;
  /** `undefined` when nothing is there. */
  readonly actual: Value | undefined;
}

/**
 * The first difference between a value and the part of it that is expected, `null` when it fits: a map may hold more
 * keys, a list has the same length and each entry fits its own, all else is equal.
 */
export function differenceOf(expected: Value, actual: Value | undefined, path: string): Difference | null {
  if (Array.isArray(expected) && Array.isArray(actual)) return listDifference(expected, actual, path);
  if (isMap(expected) && isMap(actual)) {
    const entries = Object.entries(expected);
    return first(entries, ([key, value]) => differenceOf(value, ownValue(actual, key), `${path}${keyPath(key)}`));
  }
  return Object.is(expected, actual) ? null : { path, expected, actual };
}

function listDifference(expected: readonly Value[], actual: readonly Value[], path: string): Difference | null {
  if (expected.length !== actual.length) {
    return { path: `size(${path})`, expected: expected.length, actual: actual.length };
  }
  return first([...expected.entries()], ([index, value]) => differenceOf(value, actual[index], `${path}[${index}]`));
}

function first<T>(entries: readonly T[], find: (entry: T) => Difference | null): Difference | null {
  for (const entry of entries) {
    const found = find(entry);
    if (found !== null) return found;
  }
  return null;
}

type Map = { readonly [key: string]: Value };

function isMap(value: Value | undefined): value is Map {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function ownValue(map: Map, key: string): Value | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function keyPath(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
