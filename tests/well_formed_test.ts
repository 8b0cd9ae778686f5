import { wellFormed } from "../lib/well_formed.ts";
import { assertEquals, assertStrictEquals } from "./assert.ts";

Deno.test("wellFormed() replaces half a character in every text and key, however deep", () => {
  const value = { "a\ud83d": ["\udc00b", { c: "\ud83d\ude00", d: "\ud83d" }], e: [1, null, true] };
  const expected = { "a\ufffd": ["\ufffdb", { c: "😀", d: "\ufffd" }], e: [1, null, true] };
  assertEquals<unknown>(wellFormed(value), expected);
});

Deno.test("wellFormed() gives the very value where there is nothing to replace", () => {
  const value = { a: ["b", { c: "😀" }], d: null };
  assertStrictEquals(wellFormed(value), value);
});
