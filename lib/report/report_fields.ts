import * as z from "zod";
import {
  ARTIFACT,
  ATTEMPT,
  BROWSER,
  ENVIRONMENT,
  FAILURE,
  FLOW,
  LOGIN,
  PLACE,
  RECEIPT,
  RUN,
  STEP,
  TOOL,
  WARNING,
} from "../run/result.ts";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The objects of the report, by the heading of their table. */
const OBJECTS = {
  run: RUN,
  flow: FLOW,
  login: LOGIN,
  attempt: ATTEMPT,
  step: STEP,
  error: FAILURE,
  artifact: ARTIFACT,
  warning: WARNING,
  place: PLACE,
  receipt: RECEIPT,
  tool: TOOL,
  browser: BROWSER,
  environment: ENVIRONMENT,
} as const;

/** The part of the README on `report.json`: one Markdown table for each object, every field with its type and meaning. */
export function reportFields(): string {
  return Object.entries(OBJECTS).map(([name, schema]) => fieldTable(name, schema)).join("\n");
}

function fieldTable(name: string, schema: z.ZodType): string {
  const { properties = {} } = inlined(schema);
  const rows = Object.entries(properties).flatMap(([field, property]) => fieldRows(field, property as JsonSchema));
  return [`**${name}**`, "", "| field | type | meaning |", "| --- | --- | --- |", ...rows, ""].join("\n");
}

/** The row of a field, and those of the fields in it when it is an object without a table of its own. */
function fieldRows(field: string, schema: JsonSchema): readonly string[] {
  const inner = variants(schema).find(({ properties }) => properties !== undefined)?.properties ?? {};
  const rows = tableOf(schema) === null
    ? Object.entries(inner).flatMap(([key, property]) => fieldRows(`${field}.${key}`, property as JsonSchema))
    : [];
  return [`| \`${field}\` | ${typeName(schema)} | ${schema.description ?? ""} |`, ...rows];
}

function typeName(schema: JsonSchema): string {
  const names = variants(schema).map((variant) => {
    const table = tableOf(variant);
    if (table !== null) return table;
    if (variant.const !== undefined) return `\`${JSON.stringify(variant.const)}\``;
    if (variant.enum !== undefined) return variant.enum.map((value) => `\`${value}\``).join(", ");
    if (variant.type === "array") return `list of ${typeName(variant.items as JsonSchema)}`;
    return [variant.type ?? "any"].flat().join(" or ");
  });
  return names.join(" or ");
}

/** The name of the table that describes an object; `null` when none does. */
function tableOf(schema: JsonSchema): string | null {
  const fields = variants(schema).find(({ properties }) => properties !== undefined)?.properties;
  if (fields === undefined) return schema.$ref === undefined ? null : "step";
  const keys = Object.keys(fields).join();
  const found = Object.entries(OBJECTS).find(([, object]) =>
    Object.keys(inlined(object).properties ?? {}).join() === keys
  );
  return found?.[0] ?? null;
}

function variants(schema: JsonSchema): readonly JsonSchema[] {
  return schema.anyOf === undefined ? [schema] : schema.anyOf as JsonSchema[];
}

/** Without references, but for the step's to itself. */
function inlined(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { reused: "inline" });
}
