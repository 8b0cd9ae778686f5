/**
 * The value with U+FFFD for every half of a surrogate pair in its texts and keys: UTF-8 has no form for one, and readers
 * of JSON refuse it. Gives the value itself where there is none.
 */
export function wellFormed<T>(value: T): T {
  // The shape stays: only texts are replaced, by texts.
  return replaced(value) as T;
}

function replaced(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const entries = value.map(replaced);
    return entries.some((entry, index) => entry !== value[index]) ? entries : value;
  }
  const entries = Object.entries(value).map(([key, entry]) =>
    [key.toWellFormed(), replaced(entry), key, entry] as const
  );
  const isSame = entries.every(([key, entry, oldKey, old]) => key === oldKey && entry === old);
  return isSame ? value : Object.fromEntries(entries);
}
