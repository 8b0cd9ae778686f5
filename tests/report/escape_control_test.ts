import { escapeControl, escapedLines } from "../../lib/report/escape_control.ts";
import { assertEquals, assertNotMatch } from "../assert.ts";
import { HOSTILE } from "./sample_runs.ts";
import { RAW_CONTROL } from "./raw_control.ts";

Deno.test("escapeControl() shows what a terminal would obey", () => {
  assertEquals(escapeControl("\x1b[31mred\x9b0m\x7f"), "\\x1b[31mred\\x9b0m\\x7f");
});

Deno.test("escapeControl() shows marks that turn text around", () => {
  assertEquals(escapeControl("\u202egnp.exe\u2066"), "\\u202egnp.exe\\u2066");
});

Deno.test("escapeControl() shows halves of surrogate pairs and keeps whole ones", () => {
  assertEquals(escapeControl("\ud800 😀 \udc00"), "\\ud800 😀 \\udc00");
});

Deno.test("escapeControl() keeps what it is told to keep", () => {
  assertEquals(escapeControl("a\nb\tc\r", "\n"), "a\nb\\tc\\r");
});

Deno.test("escapeControl() leaves other scripts, emoji and joiners alone", () => {
  const text = "Größe 数量 שלום 👩‍👧 é";
  assertEquals(escapeControl(text), text);
});

Deno.test("escapeControl() leaves no control character of a hostile text", () => {
  assertNotMatch(escapeControl(HOSTILE), RAW_CONTROL);
});

Deno.test("escapedLines() splits at line ends and widens tabs", () => {
  assertEquals(escapedLines("a\r\n\tb\rc\n"), ["a", "  b\\rc", ""]);
});
