import { globTest } from "../../lib/actions/glob.ts";
import { assertEquals, assertLess } from "../assert.ts";

Deno.test("globTest() takes ** for anything and * for anything but the separator", () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ["a/*/c", "a/b/c", true],
    ["a/*/c", "a/b/b/c", false],
    ["a/**/c", "a/b/b/c", true],
    ["a/**c", "a/c", true],
    ["**", "", true],
    ["*", "a/b", false],
    ["*.csv", "orders.csv", true],
    ["*.csv", "orders.csv.gz", false],
    ["a*b*c", "a-b-b-c", true],
    ["***", "a/b", true],
    ["", "", true],
    ["", "a", false],
  ];
  for (const [glob, text, fits] of cases) assertEquals(globTest(glob)(text), fits, `${glob} ${text}`);
});

Deno.test("globTest() takes every other character for itself", () => {
  for (const glob of ["a?b", "a#b", "[a]", "{a,b}", "a.b", "\\", "(a|b)+$", "日本"]) {
    assertEquals(globTest(glob)(glob), true, glob);
  }
  assertEquals(globTest("a?b")("axb"), false);
  assertEquals(globTest("a.b")("axb"), false);
});

Deno.test("globTest() does not slow down on a glob of many stars", () => {
  const before = performance.now();
  assertEquals(globTest("**a".repeat(20))(`${"a".repeat(20_000)}b`), false);
  assertLess(performance.now() - before, 3_000);
});
