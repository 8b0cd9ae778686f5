import type { Value } from "../../lib/plan/value.ts";
import { boundedMap, boundedText, boundedValue } from "../../lib/run/bounded.ts";
import { assertEquals } from "../assert.ts";

Deno.test("boundedText() keeps the beginning of a long text and says that there was more", () => {
  assertEquals([boundedText("abc", 3), boundedText("abcd", 3)], ["abc", "abc…"]);
  assertEquals(boundedText("ab😀", 3), "ab…");
});

Deno.test("boundedValue() cuts texts and lists however deep they are", () => {
  const long = "x".repeat(20_000);
  const kept = `${"x".repeat(10_000)}…`;
  assertEquals(boundedValue([{ a: [long, 1, null, true] }]), [{ a: [kept, 1, null, true] }]);
  assertEquals((boundedValue(Array.from({ length: 2_000 }, (_, index) => index)) as readonly unknown[]).length, 1_000);
  assertEquals(boundedMap({ [long]: long }), { [kept]: kept });
});

Deno.test("boundedValue() keeps 64 levels of lists and maps", () => {
  let deep: Value = [];
  for (let level = 0; level < 20_000; level++) deep = level % 2 === 0 ? { a: deep } : [deep];
  const kept = JSON.stringify(boundedValue(deep));
  assertEquals([(kept.match(/[[{]/g) ?? []).length, kept.includes('"…"')], [64, true]);
});
