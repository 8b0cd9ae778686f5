import { namesOf } from "../../lib/telemetry/names_of.ts";
import { assertEquals, assertStrictEquals } from "../assert.ts";

Deno.test("namesOf() gives the names under default when a bundler left no others", () => {
  const names = { Exporter: 1 };
  assertStrictEquals(namesOf<Readonly<Record<string, unknown>>>({ default: names }), names);
});

Deno.test("namesOf() gives the module when it has names", () => {
  assertEquals(namesOf<Readonly<Record<string, unknown>>>({ Exporter: 1, default: {} }).Exporter, 1);
});
