import { cutText, padText, textWidth } from "../../lib/report/fit_text.ts";
import { assertEquals, assertLessOrEqual } from "../assert.ts";

Deno.test("cutText() keeps a text that fits", () => {
  assertEquals(cutText("abcde", 5), "abcde");
});

Deno.test("cutText() marks where it cut", () => {
  assertEquals(cutText("abcdef", 5), "abcd…");
});

Deno.test("cutText() counts two columns for wide characters", () => {
  assertEquals(cutText("数量数量", 6), "数量…");
  assertEquals(textWidth("数量😀a"), 7);
});

Deno.test("cutText() does not split a family into its members", () => {
  assertEquals(cutText("👩‍👧abc", 4), "👩‍👧a…");
});

Deno.test("cutText() bounds one character with 10,000 marks", () => {
  assertLessOrEqual(cutText(`a${"\u0301".repeat(10_000)}`, 10).length, 200);
});

Deno.test("padText() fills up to the column", () => {
  assertEquals(padText("数", 4), "数  ");
  assertEquals(padText("abcde", 4), "abcde");
});
