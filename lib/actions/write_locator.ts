import type { LocatorInput } from "./locator.ts";

/** A locator as it would stand in a flow file, on one line: `{role: button, name: Add to cart}`. */
export function writeLocator(input: LocatorInput): string {
  return writeValue(input);
}

/** Data as it would stand in a flow file, on one line. */
export function writeValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeValue).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{${Object.entries(value).map(([key, entry]) => `${key}: ${writeValue(entry)}`).join(", ")}}`;
  }
  return typeof value === "string" ? writeText(value) : String(value);
}

/** Words that YAML, or a reader who remembers an older YAML, takes for something else. */
const WORDS = /^(true|false|null|yes|no|on|off|y|n)$/i;

function writeText(text: string): string {
  const isPlain = /^[A-Za-z]([\w .'-]*[\w.])?$/.test(text) && !WORDS.test(text);
  // A `${` of the page must not become an expression of the flow.
  return isPlain ? text : JSON.stringify(text.replaceAll("${", "$${"));
}
