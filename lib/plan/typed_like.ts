import type { Value } from "./value.ts";

/** A text from outside as the type of a declared value; `undefined` when it cannot be read as one. */
export function typedLike(declared: Value, text: string): Value | undefined {
  if (typeof declared === "string" || declared === null) return text;
  if (typeof declared === "boolean") return text === "true" ? true : text === "false" ? false : undefined;
  if (typeof declared === "number") {
    return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined;
  }
  return parsedLike(declared, text);
}

function parsedLike(declared: Value, text: string): Value | undefined {
  try {
    const value: Value = JSON.parse(text);
    const sameKind = typeof value === "object" && value !== null && Array.isArray(value) === Array.isArray(declared);
    return sameKind ? value : undefined;
  } catch {
    return undefined;
  }
}
