import * as z from "zod";
import * as core from "zod/v4/core";
import { LOCATOR, locatorKeys } from "../actions/locator.ts";

/** A JSON Schema, as far as it is looked into here. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** A text with `${…}` may stand where a number or a word is expected. */
const TEMPLATE: JsonSchema = { type: "string", pattern: "\\$\\{" };

/** The JSON Schema of what a file may hold where a schema reads it; with `templates` also `${…}`. */
export function jsonSchemaOf(schema: core.$ZodType, { templates }: { readonly templates: boolean }): JsonSchema {
  const meta = z.globalRegistry.get(schema) ?? {};
  const plain = convert(schema, meta, templates);
  return meta.description === undefined ? plain : { ...plain, description: meta.description };
}

type Meta = core.GlobalMeta;

function convert(schema: core.$ZodType, meta: Meta, templates: boolean): JsonSchema {
  const below = (inner: core.$ZodType) => jsonSchemaOf(inner, { templates });
  if (schema === LOCATOR) return { $ref: "#/$defs/locator" };
  if (isJsonSchema(meta["jsonSchema"])) return templates ? orTemplate(meta["jsonSchema"]) : meta["jsonSchema"];
  if (meta["oneOrList"] instanceof core.$ZodType) {
    const one = below(meta["oneOrList"]);
    return { anyOf: [one, { type: "array", items: one, minItems: 1 }] };
  }
  if (Array.isArray(meta["anyOf"])) return { anyOf: meta["anyOf"].map(below) };
  if (schema instanceof core.$ZodOptional) return below(schema._zod.def.innerType);
  if (schema instanceof core.$ZodLazy) return below(schema._zod.def.getter());
  if (schema instanceof core.$ZodPipe) return below(schema._zod.def.in);
  if (schema instanceof core.$ZodUnion) return { anyOf: schema._zod.def.options.map(below) };
  if (schema instanceof core.$ZodArray) return { type: "array", items: below(schema._zod.def.element) };
  if (schema instanceof core.$ZodRecord) {
    return recordSchema(below(schema._zod.def.valueType), meta["names"] ?? below(schema._zod.def.keyType)["pattern"]);
  }
  if (schema instanceof core.$ZodObject) return objectSchema(schema._zod.def.shape, below);
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return rest;
}

function isJsonSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null;
}

function orTemplate(schema: JsonSchema): JsonSchema {
  const takesText = schema["type"] === undefined && schema["enum"] === undefined;
  const types = [schema["type"]].flat();
  const isFree = takesText || (types.includes("string") && schema["pattern"] === undefined);
  return isFree ? schema : { anyOf: [schema, TEMPLATE] };
}

function recordSchema(additionalProperties: JsonSchema, names: unknown): JsonSchema {
  const propertyNames = typeof names === "string" ? { propertyNames: { pattern: names } } : {};
  return { type: "object", additionalProperties, ...propertyNames };
}

function objectSchema(
  shape: { readonly [key: string]: core.$ZodType },
  below: (schema: core.$ZodType) => JsonSchema,
): JsonSchema {
  const entries = Object.entries(shape).map(([key, schema]) => ({ key, schema, json: below(schema) }));
  // What the parser adds by itself is no key of a file.
  const written = entries.filter(({ json }) => !("not" in json));
  const required = written.filter(({ schema }) => schema._zod.optin === undefined && !acceptsNothing(schema));
  return {
    type: "object",
    properties: Object.fromEntries(written.map(({ key, json }) => [key, json])),
    ...(required.length === 0 ? {} : { required: required.map(({ key }) => key) }),
    additionalProperties: false,
    // The keys of a locator among others: those of a step may also be without.
    ...(shape["role"] === locatorKeys.role ? { allOf: [{ $ref: "#/$defs/one_base" }] } : {}),
  };
}

function acceptsNothing(schema: core.$ZodType): boolean {
  return z.safeParse(schema, undefined).success;
}
