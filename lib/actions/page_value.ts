import type { Value } from "../plan/value.ts";

/** What a script in the page gave, as plain data: `undefined` and `NaN` become null, a date RFC 3339, an error its text. */
export function pageValue(result: unknown): Value {
  return valueOf(result, new Set());
}

function valueOf(result: unknown, around: ReadonlySet<unknown>): Value {
  if (result === null || typeof result === "string" || typeof result === "boolean") return result;
  if (typeof result === "number") return Number.isFinite(result) ? result : null;
  if (typeof result === "bigint") return Number.isSafeInteger(Number(result)) ? Number(result) : String(result);
  if (typeof result !== "object") return null;
  // An object that holds itself would never end.
  if (around.has(result)) return null;
  const inside = new Set([...around, result]);
  if (result instanceof Date) return Number.isNaN(result.getTime()) ? null : result.toISOString();
  if (Array.isArray(result)) return result.map((entry) => valueOf(entry, inside));
  if (result instanceof RegExp || result instanceof URL || result instanceof Error) return String(result);
  return Object.fromEntries(Object.entries(result).map(([key, entry]) => [key, valueOf(entry, inside)]));
}
