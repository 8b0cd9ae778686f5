import * as core from "zod/v4/core";
import { locatorKeys } from "../actions/locator.ts";
import type { Place } from "../errors.ts";
import { didYouMean } from "../near_names.ts";
import { Template } from "../plan/template.ts";
import type { Written } from "../plan/value.ts";
import { entryOf } from "./places.ts";
import type { Reader } from "./reader.ts";
import { alternatives } from "./schema_keys.ts";
import type { Range, Source } from "./source.ts";

/** A named locator that is used: `on: cart_row`. */
export interface LocatorUse {
  readonly name: string;
  readonly at: Place;
}

/** Every `on` of a locator in data that a schema has read. */
export function locatorUses(
  schema: core.$ZodType,
  written: Written,
  { reader, range }: { readonly reader: Reader; readonly range: Range },
): readonly LocatorUse[] {
  // Most files name no locator, and to walk the schemas of every step takes its time.
  if (!reader.mentionsOn) return [];
  const uses: LocatorUse[] = [];
  visit(schema, written);
  return uses;

  function visit(inner: core.$ZodType, value: unknown): void {
    if (typeof value !== "object" || value === null || value instanceof Template) return;
    for (const plain of alternatives(inner)) {
      if (plain instanceof core.$ZodObject && !Array.isArray(value)) visitMap(plain._zod.def.shape, value);
      if (plain instanceof core.$ZodArray && Array.isArray(value)) {
        for (const entry of value) visit(plain._zod.def.element, entry);
      }
      if (plain instanceof core.$ZodRecord && !Array.isArray(value)) {
        for (const entry of Object.values(value)) visit(plain._zod.def.valueType, entry);
      }
    }
  }

  function visitMap(shape: { readonly [key: string]: core.$ZodType }, value: object): void {
    if (shape["on"] === locatorKeys.on) addUse(value);
    for (const [key, entry] of Object.entries(value)) {
      const below = shape[key];
      if (below !== undefined) visit(below, entry);
    }
  }

  function addUse(value: object): void {
    const name = entryOf(value, "on");
    if (name === undefined) return;
    const at = reader.source.place(reader.places.valueAt(value, ["on"], range));
    if (typeof name === "string") uses.push({ name, at });
    else if (name instanceof Template) reader.source.problem('"on" cannot hold "${…}"', at, "write the name out");
  }
}

/** Adds a problem for every use of a locator that has no such name. */
export function checkLocatorNames(uses: readonly LocatorUse[], names: readonly string[], source: Source): void {
  for (const { name, at } of uses) {
    if (names.includes(name)) continue;
    const hint = didYouMean(name, names) ?? 'add it to "locators"';
    source.problem(`unknown locator "${name}"`, at, hint);
  }
}
