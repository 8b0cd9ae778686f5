import type { z } from "zod";
import { BASE_KEYS, locatorKeys } from "../../lib/actions/locator.ts";
import { MATCHERS } from "../../lib/actions/matchers/mod.ts";
import { SCRIPT_MATCHERS } from "../../lib/actions/matchers/script_matchers.ts";
import { TRIGGERS } from "../../lib/actions/triggers.ts";
import { BROWSER_KEYS } from "../../lib/flow/browser_keys.ts";
import { FLOW_KEYS } from "../../lib/flow/flow_keys.ts";
import { jsonSchemaOf } from "../../lib/flow/json_schema.ts";
import { STEP_OPTIONS } from "../../lib/flow/step_options.ts";
import { code, markdownTable } from "./markdown_table.ts";

/** Keys of a flow file. */
export function flowKeyTable(): string {
  return keyTable("key of a flow", FLOW_KEYS.shape);
}

/** Keys of `browser` in a flow. */
export function browserKeyTable(): string {
  return keyTable("key of `browser`", BROWSER_KEYS.shape);
}

/** Keys of a step beside its action. */
export function stepKeyTable(): string {
  return keyTable("key of a step", STEP_OPTIONS.shape);
}

/** Keys of `triggers` in a step. */
export function triggerTable(): string {
  return keyTable("trigger", TRIGGERS.shape);
}

/** Keys of a locator, those that a locator has exactly one of first. */
export function locatorTable(): string {
  const base: readonly string[] = BASE_KEYS;
  const entries = Object.entries(locatorKeys);
  const rows = (isBase: boolean, kind: string) =>
    entries.filter(([key]) => base.includes(key) === isBase)
      .map(([key, schema]) => [code(key), kind, meaningOf(schema)]);
  return markdownTable(["key of a locator", "", "meaning"], [
    ...rows(true, "one of these"),
    ...rows(false, "and these"),
  ]);
}

/** Every matcher of `expect`, with what it is about. */
export function matcherTable(): string {
  const rows = Object.entries(MATCHERS).map(([name, { about, summary }]) => [code(name), about, summary]);
  const onScripts = Object.entries(SCRIPT_MATCHERS).map(([name, { summary }]) => [code(name), "script", summary]);
  return markdownTable(["matcher", "of", "meaning"], [...rows, ...onScripts]);
}

function keyTable(head: string, shape: { readonly [key: string]: z.ZodType }): string {
  return markdownTable([head, "meaning"], Object.entries(shape).map(([key, schema]) => [code(key), meaningOf(schema)]));
}

function meaningOf(schema: z.ZodType): string {
  const { description } = jsonSchemaOf(schema, { templates: false });
  if (typeof description !== "string") throw new TypeError("Cannot describe a key: its schema says nothing");
  // Markdown takes `<locator>` for a tag.
  return description.replaceAll("<", "&lt;");
}
