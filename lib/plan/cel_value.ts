import type { Value } from "./value.ts";

/** A value as CEL takes it: whole numbers become ints, so that `n * 2` works. */
export function toCel(value: Value): unknown {
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(toCel);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toCel(entry)]));
  }
  return value;
}

/** What CEL gives as plain data: ints become numbers where they are safe, instants RFC 3339. */
export function fromCel(value: unknown): Value {
  if (value === null || typeof value === "string" || typeof value === "boolean" || typeof value === "number") {
    return value;
  }
  if (typeof value === "bigint") return wholeNumber(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (Array.isArray(value)) return value.map(fromCel);
  if (value instanceof Map || value instanceof Set) return fromCel(plainOf(value));
  if (isPlain(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, fromCel(entry)]));
  }
  // CEL's unsigned integers are objects around a bigint.
  const inner: unknown = typeof value === "object" ? value.valueOf() : value;
  return typeof inner === "bigint" ? wholeNumber(inner) : String(value);
}

function wholeNumber(value: bigint): Value {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function plainOf(value: ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>): unknown {
  return value instanceof Map
    ? Object.fromEntries([...value].map(([key, entry]) => [String(fromCel(key)), entry]))
    : [...value];
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
