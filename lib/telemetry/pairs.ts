/** Pairs that could be read, and what is wrong with the entries that could not. */
export interface Pairs {
  readonly pairs: Readonly<Record<string, string>>;
  /** They name an entry by its place or its name, and never repeat a value. */
  readonly problems: readonly string[];
  /** Of entries with one name and different values; the last one stands in the pairs. */
  readonly repeats: readonly string[];
}

interface Entry {
  readonly name: string;
  readonly value: string;
  readonly place: string;
}

/**
 * Reads `name=value,name=value` with percent-encoded values, the form of headers and resource attributes; `keyOf` gives
 * equal keys for names that mean the same.
 */
export function readPairs(text: string, keyOf: (name: string) => string = (name) => name): Pairs {
  const taken = new Map<string, Entry>();
  const problems: string[] = [];
  const repeats: string[] = [];
  const entries = text.split(",").map((part) => part.trim()).filter((part) => part !== "");
  for (const [index, entry] of entries.entries()) {
    const at = entry.indexOf("=");
    // Without a "=" the entry may be the rest of a value with a comma in it, and so a secret.
    const place = `entry ${index + 1}`;
    const name = decode(entry.slice(0, Math.max(at, 0)));
    const value = decode(entry.slice(at + 1));
    if (at < 0) problems.push(`found ${place} without "=", expected name=value`);
    else if (!name) problems.push(`found ${place} without a name, expected name=value`);
    else if (value === undefined) problems.push(`found ${place} (${shownName(name)}) with a "%" that encodes nothing`);
    else {
      const before = taken.get(keyOf(name));
      if (before !== undefined && before.value !== value) {
        repeats.push(
          `found ${before.place} (${shownName(before.name)}) again as ${place} (${shownName(name)}), which counts`,
        );
      }
      taken.set(keyOf(name), { name, value, place });
    }
  }
  const pairs = Object.fromEntries([...taken.values()].map(({ name, value }) => [name, value]));
  return { pairs, problems, repeats };
}

/** Characters of a name that are shown. */
const LONGEST_NAME = 60;

/** A name as it may stand in a message. */
export function shownName(name: string): string {
  return JSON.stringify(name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.trim());
  } catch {
    return undefined;
  }
}
