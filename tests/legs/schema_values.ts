// Not in the import map: whoever runs the program would download what that names.
// deno-lint-ignore no-import-prefix
import type fastCheck from "npm:fast-check@4.10.2";
import type { JsonSchema } from "../../lib/flow/json_schema.ts";

type FastCheck = typeof fastCheck;
type Arbitrary = fastCheck.Arbitrary<unknown>;

/** Texts that mean something to YAML, to an expression or to a file system. */
export const TELLING_TEXTS = [
  "",
  "/",
  "a",
  "true",
  "null",
  "007",
  "1.10",
  "20s",
  "-1",
  "${a}",
  "${",
  "$${",
  "${secrets.x}",
  "${1 +}",
  "a: b",
  "a #b",
  "- x",
  "!done",
  "*alias",
  "&anchor",
  "{a: [",
  "../../etc/passwd",
  "/(/",
  "/^(a+)+$/",
  "**/x",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "\u0000",
  "\u001b[31m",
  "\u202e",
  "ü".repeat(40),
  "🫖",
  "x".repeat(3_000),
];

/** Makes values that a JSON Schema allows, and now and then one that it does not. */
export function schemaValues(fc: FastCheck, root: JsonSchema): Arbitrary {
  const text = fc.oneof(fc.constantFrom(...TELLING_TEXTS), fc.string({ unit: "binary", maxLength: 20 }));
  const anything = fc.oneof(
    text,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const definitions = (root["$defs"] ?? {}) as { readonly [name: string]: JsonSchema };
  return of(root, 6);

  function of(schema: JsonSchema, depth: number): Arbitrary {
    const fits = fitting(schema, depth);
    return fc.oneof({ weight: 19, arbitrary: fits }, { weight: 1, arbitrary: anything });
  }

  function fitting(schema: JsonSchema, depth: number): Arbitrary {
    if (depth <= 0) return text;
    if (typeof schema["$ref"] === "string") {
      return of(definitions[schema["$ref"].replace("#/$defs/", "")] ?? {}, depth - 1);
    }
    if ("const" in schema) return fc.constant(schema["const"]);
    if (Array.isArray(schema["enum"])) return fc.constantFrom(...schema["enum"]);
    const alternatives = schema["anyOf"];
    if (Array.isArray(alternatives)) return fc.oneof(...alternatives.map((one: JsonSchema) => of(one, depth)));
    return ofType([schema["type"]].flat()[0], schema, depth);
  }

  function ofType(type: unknown, schema: JsonSchema, depth: number): Arbitrary {
    switch (type) {
      case "object":
        return object(schema, depth);
      case "array":
        return fc.array(of((schema["items"] ?? {}) as JsonSchema, depth - 1), { maxLength: 3 });
      case "integer":
        return fc.integer({ min: -1, max: 1_000 });
      case "number":
        return fc.double();
      case "boolean":
        return fc.boolean();
      case "null":
        return fc.constant(null);
      case "string":
        return text;
      default:
        return anything;
    }
  }

  /** With one of the keys that `oneOf` asks for, those that are required, and a few others. */
  function object(schema: JsonSchema, depth: number): Arbitrary {
    const properties = Object.entries((schema["properties"] ?? {}) as { readonly [key: string]: JsonSchema });
    const required = (schema["required"] ?? []) as readonly string[];
    const choices = ((schema["oneOf"] ?? []) as readonly { readonly required?: readonly string[] }[])
      .flatMap((choice) => choice.required ?? []);
    const wanted = fc.tuple(
      choices.length === 0 ? fc.constant([]) : fc.constantFrom(...choices).map((key) => [key]),
      fc.subarray(properties.map(([key]) => key), { maxLength: Math.min(2, properties.length) }),
    ).map(([one, some]) => [...new Set([...required, ...one, ...some])]);
    return wanted.chain((keys) =>
      fc.tuple(...keys.map((key) => {
        const property = properties.find(([name]) => name === key)?.[1];
        return fc.tuple(fc.constant(key), property === undefined ? anything : of(property, depth - 1));
      })).map((entries) => Object.fromEntries(entries))
    );
  }
}
