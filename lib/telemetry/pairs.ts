/** Pairs that could be read, and how many entries could not. */
export interface Pairs {
  readonly pairs: Readonly<Record<string, string>>;
  readonly unreadable: number;
}

/** Reads `name=value,name=value` with percent-encoded values, the form of headers and resource attributes. */
export function readPairs(text: string): Pairs {
  const pairs: Record<string, string> = {};
  let unreadable = 0;
  for (const entry of text.split(",").map((part) => part.trim()).filter((part) => part !== "")) {
    const at = entry.indexOf("=");
    const name = decode(entry.slice(0, Math.max(at, 0)));
    const value = decode(entry.slice(at + 1));
    if (name && value !== undefined) pairs[name] = value;
    else unreadable++;
  }
  return { pairs, unreadable };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.trim());
  } catch {
    return undefined;
  }
}
