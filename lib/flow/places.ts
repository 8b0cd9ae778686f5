import type { Range } from "./source.ts";

/** Where a map or list and what it holds stand in the file. */
export interface Marks {
  readonly range: Range;
  /** Of a map. */
  readonly keys: Map<PropertyKey, Range>;
  readonly values: Map<PropertyKey, Range>;
  /** Of a list. */
  readonly items: Range[];
}

/** The side table of places: data stays plain, and yet every part of it knows where it was written. */
export class Places {
  readonly #marks = new WeakMap<object, Marks>();

  mark(value: object, range: Range): Marks {
    const marks: Marks = { range, keys: new Map(), values: new Map(), items: [] };
    this.#marks.set(value, marks);
    return marks;
  }

  marksOf(value: unknown): Marks | undefined {
    return typeof value === "object" && value !== null ? this.#marks.get(value) : undefined;
  }

  /** The range of what a path leads to; as far as the path goes, else `outer`. */
  valueAt(root: unknown, path: readonly PropertyKey[], outer: Range): Range {
    let range = this.marksOf(root)?.range ?? outer;
    let value = root;
    for (const key of path) {
      const marks = this.marksOf(value);
      range = (typeof key === "number" ? marks?.items[key] : marks?.values.get(key)) ?? range;
      value = entryOf(value, key);
    }
    return range;
  }

  /** The range of a key of the map that a path leads to; `null` when it is not there. */
  keyAt(root: unknown, path: readonly PropertyKey[], key: PropertyKey): Range | null {
    return this.marksOf(path.reduce(entryOf, root))?.keys.get(key) ?? null;
  }
}

/** An own entry of a map or list. */
export function entryOf(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<PropertyKey, unknown>)[key];
}
