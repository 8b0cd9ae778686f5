/** A file of a thousand misspelt names and as many right ones must not take minutes. */
const MAX_NAMES = 1_000;

/**
 * The names that `word` is probably a misspelling of: all at the smallest distance, in the order given. A name counts up
 * to distance 2 and a third of the longer text (1 from three characters on).
 */
export function nearNames(word: string, names: readonly string[]): readonly string[] {
  const distances = names.slice(0, MAX_NAMES).map((name) => ({ name, distance: distanceWithin(word, name) }));
  const smallest = Math.min(...distances.map(({ distance }) => distance));
  if (smallest === Infinity) return [];
  return distances.filter(({ distance }) => distance === smallest).map(({ name }) => name);
}

/** `did you mean "click" or "clock"?` for near names, `null` when there are none. */
export function didYouMean(word: string, names: readonly string[], prefix = ""): string | null {
  const near = nearNames(word, names).map((name) => `"${prefix}${name}"`);
  return near.length === 0 ? null : `did you mean ${near.join(" or ")}?`;
}

function distanceWithin(word: string, name: string): number {
  const longer = Math.max(word.length, name.length);
  const limit = longer < 3 ? 0 : Math.min(2, Math.max(1, Math.floor(longer / 3)));
  // The difference in length is the least that the distance can be; a word of a megabyte ends here.
  if (Math.abs(word.length - name.length) > limit) return Infinity;
  const distance = editDistance(word, name);
  return distance <= limit ? distance : Infinity;
}

/** Insertions, deletions, replacements and swaps of neighbours (Damerau's optimal string alignment). */
function editDistance(left: string, right: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const replaced = at(last, column - 1) + (left[row - 1] === right[column - 1] ? 0 : 1);
      const swapped = isSwap(left, right, row, column) ? at(beforeLast, column - 2) + 1 : Infinity;
      current.push(Math.min(at(last, column) + 1, at(current, column - 1) + 1, replaced, swapped));
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, right.length);
}

function isSwap(left: string, right: string, row: number, column: number): boolean {
  return row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
}

function at(distances: readonly number[], index: number): number {
  return distances[index] ?? Infinity;
}
