import type { Environment } from "@marcbachmann/cel-js";
import { fromCel, toCel } from "./cel_value.ts";
import type { Value } from "./value.ts";

/** What `matches` is called in a parsed tree: CEL's own cannot be overridden, and it can run without end. */
export const LINEAR_MATCHES = "matches_linear";

/** Functions whose libraries are loaded only when an expression uses them. */
interface Loaded {
  totp?: (secret: string) => string;
  matches?: (text: string, pattern: string) => boolean;
}

const loaded: Loaded = {};

/** Loads the libraries behind functions, by their names in expressions; others need none. */
export async function loadFunctions(names: ReadonlySet<string>): Promise<void> {
  if (names.has("totp")) loaded.totp ??= (await import("./totp.ts")).totp;
  if (names.has("matches")) loaded.matches ??= (await import("./linear_matches.ts")).linearMatches;
}

/** Adds the functions of flow files to CEL's own. */
export function registerFunctions(target: Environment): void {
  target.registerFunction("uuid(): string", () => crypto.randomUUID());
  target.registerFunction("now(): google.protobuf.Timestamp", () => new Date());
  target.registerFunction("random(): double", () => Math.random());
  target.registerFunction("random(int): int", (count: bigint) => randomInt(0n, count - 1n));
  target.registerFunction("random(int, int): int", randomInt);
  target.registerFunction("urlencode(dyn): string", (value: unknown) => encodeURIComponent(textOf(value)));
  target.registerFunction("base64(dyn): string", (value: unknown) => base64(textOf(value)));
  target.registerFunction("json(dyn): string", (value: unknown) => JSON.stringify(fromCel(value)));
  target.registerFunction("parse_json(string): dyn", (text: string) => toCel(parseJson(text)));
  target.registerFunction("totp(string): string", (secret: string) => needed("totp")(secret));
  target.registerFunction(
    `string.${LINEAR_MATCHES}(string): bool`,
    (text: string, pattern: string) => needed("matches")(text, pattern),
  );
}

function needed<Name extends keyof Loaded>(name: Name): NonNullable<Loaded[Name]> {
  const found = loaded[name];
  if (found === undefined) throw new Error(`${name}() is not loaded`);
  return found;
}

/** A whole number from `low` to `high`, both included. */
function randomInt(low: bigint, high: bigint): bigint {
  if (high < low) throw new Error(`random(): found nothing from ${low} to ${high}`);
  return low + BigInt(Math.floor(Math.random() * Number(high - low + 1n)));
}

function textOf(value: unknown): string {
  const plain = fromCel(value);
  return typeof plain === "string" ? plain : JSON.stringify(plain);
}

function base64(text: string): string {
  // Not spread into one call: a text may have more bytes than a call takes arguments.
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}

function parseJson(text: string): Value {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("parse_json(): the text is no JSON");
  }
}
