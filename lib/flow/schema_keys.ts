import * as z from "zod";
import * as core from "zod/v4/core";

/** The keys that a schema allows in the map at a path; empty where it allows any or there is no map. */
export function keysAt(schema: core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  return Object.keys(shapeAt(schema, path) ?? {});
}

/** The shape of the map schema at a path. */
export function shapeAt(
  schema: core.$ZodType,
  path: readonly PropertyKey[],
): { readonly [key: string]: core.$ZodType } | null {
  const [key, ...rest] = path;
  for (const plain of alternatives(schema)) {
    const found = key === undefined ? shapeOf(plain) : shapeBelow(plain, key, rest);
    if (found !== null) return found;
  }
  return null;
}

function shapeBelow(schema: core.$ZodType, key: PropertyKey, rest: readonly PropertyKey[]) {
  if (schema instanceof core.$ZodArray) return shapeAt(schema._zod.def.element, rest);
  if (schema instanceof core.$ZodRecord) return shapeAt(schema._zod.def.valueType, rest);
  const inner = shapeOf(schema)?.[String(key)];
  return inner === undefined ? null : shapeAt(inner, rest);
}

function shapeOf(schema: core.$ZodType): { readonly [key: string]: core.$ZodType } | null {
  return schema instanceof core.$ZodObject ? schema._zod.def.shape : null;
}

/** What a schema stands for without its wrappers; more than one where it chooses by what it finds. */
export function alternatives(schema: core.$ZodType): readonly core.$ZodType[] {
  const meta = z.globalRegistry.get(schema);
  if (isSchema(meta?.["oneOrList"])) {
    const one = meta["oneOrList"];
    return [...alternatives(one), new z.ZodArray({ type: "array", element: one })];
  }
  if (Array.isArray(meta?.["anyOf"])) return meta["anyOf"].filter(isSchema).flatMap(alternatives);
  if (schema instanceof core.$ZodOptional) return alternatives(schema._zod.def.innerType);
  if (schema instanceof core.$ZodLazy) return alternatives(schema._zod.def.getter());
  if (schema instanceof core.$ZodUnion) return schema._zod.def.options.flatMap(alternatives);
  if (schema instanceof core.$ZodPipe) return alternatives(schema._zod.def.in);
  return [schema];
}

function isSchema(value: unknown): value is core.$ZodType {
  return value instanceof core.$ZodType;
}
