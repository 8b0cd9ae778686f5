import { linearPattern, parsePattern, patternSource, patternText } from "../../lib/actions/pattern.ts";
import { assert, assertEquals, assertLess, assertRejects, assertStringIncludes } from "../assert.ts";

Deno.test("parsePattern() reads a regular expression between slashes", () => {
  assertEquals(parsePattern("/total: \\d+/i"), /total: \d+/i);
  assertEquals(parsePattern("/a/b/"), /a\/b/);
  assertEquals(parsePattern("/a\nb/s"), /a\nb/s);
});

Deno.test("parsePattern() leaves a text that is no pattern alone", () => {
  for (const text of ["Total", "/cart", "//", "/a/xyz", "a/b/", ""]) assertEquals(parsePattern(text), null, text);
});

Deno.test("patternText() refuses a regular expression that cannot be parsed", () => {
  assertEquals(patternText().safeParse("/a(b/").success, false);
  assertEquals(patternText().safeParse("a(b").success, true);
  assertStringIncludes(patternText().safeParse("/a(b/").error?.issues[0]?.message ?? "", "Unterminated group");
  assertEquals(patternSource().safeParse("a(b").success, false);
});

Deno.test("linearPattern() gives the match and its groups", async () => {
  const pattern = await linearPattern("(\\d+)\\.(\\d+)( EUR)?");
  assertEquals(pattern.match("Total: 42.00"), ["42.00", "42", "00", null]);
  assertEquals(pattern.match("nothing"), null);
});

Deno.test("linearPattern() takes flags when it is written between slashes", async () => {
  assert((await linearPattern("/total/i")).match("TOTAL") !== null);
  assert((await linearPattern("total")).match("TOTAL") === null);
});

Deno.test("linearPattern() stays linear where a backtracking engine would not end", async () => {
  const pattern = await linearPattern("^(a+)+$");
  const before = performance.now();
  assertEquals(pattern.match(`${"a".repeat(20_000)}b`), null);
  assertLess(performance.now() - before, 2_000);
});

Deno.test("linearPattern() says what it cannot use", async () => {
  const error = await assertRejects(() => linearPattern("(a)\\1"), SyntaxError);
  assertStringIncludes(error.message, `Cannot use the pattern "(a)\\1"`);
});
