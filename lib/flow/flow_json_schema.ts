import type { z } from "zod";
import type { Action } from "../actions/define_action.ts";
import { BASE_KEYS, locatorKeys, ROLE_KEYS } from "../actions/locator.ts";
import { ACTIONS, findAction } from "../actions/mod.ts";
import { FLOW_KEYS, SUITE_KEYS } from "./flow_keys.ts";
import { type JsonSchema, jsonSchemaOf } from "./json_schema.ts";
import { shapeAt } from "./schema_keys.ts";
import { STEP_OPTIONS } from "./step_options.ts";

/** The JSON Schema of a flow file, for editors: what `qa-rig schema flow` prints. */
export function flowJsonSchema(): JsonSchema {
  return fileSchema(FLOW_KEYS, "A flow of qa-rig");
}

/** The JSON Schema of a `suite.yaml`, for editors. */
export function suiteJsonSchema(): JsonSchema {
  return fileSchema(SUITE_KEYS, "A suite of qa-rig");
}

function fileSchema(keys: z.ZodType, title: string): JsonSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title,
    ...jsonSchemaOf(keys, { templates: false }),
    $defs: {
      steps: { type: "array", minItems: 1, items: { $ref: "#/$defs/step" } },
      step: stepSchema(),
      locator: locatorSchema(),
      one_base: oneBaseSchema(),
    },
  };
}

const NAMES = Object.keys(ACTIONS);
const OPTION_NAMES = Object.keys(STEP_OPTIONS.shape);

function stepSchema(): JsonSchema {
  const options = jsonSchemaOf(STEP_OPTIONS, { templates: false })["properties"] as {
    readonly [key: string]: JsonSchema;
  };
  const actions = Object.fromEntries(actionList().map((action) => [action.name, actionSchema(action)]));
  const both = NAMES.filter((name) => OPTION_NAMES.includes(name));
  const shared = both.map((name) => [name, { anyOf: [actions[name], options[name]] }] as const);
  return {
    anyOf: [
      { enum: actionList().filter(needsNothing).map(({ name }) => name), description: "an action without input" },
      {
        type: "object",
        description: "exactly one action, and options",
        properties: { ...actions, ...options, ...Object.fromEntries(shared) },
        additionalProperties: false,
        oneOf: NAMES.map(exactlyThis),
      },
    ],
  };
}

function actionList(): readonly Action<unknown>[] {
  return NAMES.flatMap((name) => findAction(name) ?? []);
}

/** An action that is an option too is the action only where no other one stands. */
function exactlyThis(name: string): JsonSchema {
  if (!OPTION_NAMES.includes(name)) return { required: [name] };
  const others = NAMES.filter((other) => other !== name).map((other) => ({ required: [other] }));
  return { required: [name], not: { anyOf: others } };
}

function actionSchema(action: Action<unknown>): JsonSchema {
  const { input, short, summary, example } = action;
  const long = jsonSchemaOf(input, { templates: true });
  const shape = shapeAt(input, []);
  const key = short === undefined ? undefined : shape?.[short];
  const forms = [
    long,
    ...(key === undefined ? [] : [jsonSchemaOf(key, { templates: true })]),
    ...(needsNothing(action) ? [{ type: "null" }] : []),
  ];
  const [only] = forms;
  const form = forms.length === 1 && only !== undefined ? only : { anyOf: forms };
  return { ...form, description: summary, examples: [example ?? {}] };
}

function needsNothing({ input }: Action<unknown>): boolean {
  return input.safeParse({}).success;
}

function locatorSchema(): JsonSchema {
  const properties = Object.fromEntries(
    Object.entries(locatorKeys).map(([key, schema]) => [key, jsonSchemaOf(schema, { templates: true })]),
  );
  return {
    type: "object",
    description: "how to find an element: exactly one base key, refined by the others",
    properties,
    additionalProperties: false,
    oneOf: BASE_KEYS.map((key) => ({ required: [key] })),
    allOf: [{ $ref: "#/$defs/one_base" }],
  };
}

/** At most one base key, and beside it only what goes with it. */
function oneBaseSchema(): JsonSchema {
  const bases = BASE_KEYS.map((key) => ({ required: [key] }));
  return {
    type: "object",
    oneOf: [...bases, { not: { anyOf: bases } }],
    dependentRequired: Object.fromEntries(ROLE_KEYS.map((key) => [key, ["role"]])),
  };
}
