import { formatDiagnostic } from "../../lib/cli/format_diagnostic.ts";
import type { Place } from "../../lib/errors.ts";
import { assertEquals, assertStringIncludes } from "../assert.ts";

function place(source: string, column: number, length: number): Place {
  return { file: "flows/signup.flow.yaml", line: 12, column, length, source };
}

function format(at: Place | null, hint: string | null = null): string {
  return formatDiagnostic({ message: 'Cannot read flow "a": unknown action "clik"', at, hint }, { color: false });
}

Deno.test("formatDiagnostic() writes the message, the place, the line, a caret and the hint", () => {
  assertEquals(
    format(place("  - clik: {role: button}", 5, 4), 'did you mean "click"?'),
    `error: Cannot read flow "a": unknown action "clik"
  --> flows/signup.flow.yaml:12:5
   |
12 |   - clik: {role: button}
   |     ^^^^
hint: did you mean "click"?
`,
  );
});

Deno.test("formatDiagnostic() writes no place and no hint where there is none", () => {
  assertEquals(format(null), 'error: Cannot read flow "a": unknown action "clik"\n');
});

Deno.test("formatDiagnostic() takes another title", () => {
  const text = formatDiagnostic({ message: "Cannot", at: null, hint: null }, { color: false, title: "warning" });
  assertEquals(text, "warning: Cannot\n");
});

Deno.test("formatDiagnostic() puts the caret below tabs and wide characters", () => {
  const caret = (at: Place) => format(at).split("\n").at(-2);
  assertEquals(caret(place("\t- clik: a", 4, 4)), "   | \t  ^^^^");
  assertEquals(caret(place("- 日本: clik", 7, 4)), "   |         ^^^^");
  assertEquals(caret(place("- 😀 clik", 6, 4)), "   |      ^^^^");
  assertEquals(caret(place("- e\u0301 clik", 6, 4)), "   |     ^^^^");
});

Deno.test("formatDiagnostic() shows the part of a long line around its place", () => {
  const text = format(place(`${"x".repeat(500)}clik${"y".repeat(500)}`, 501, 4));
  const [, , , line = "", caret = ""] = text.split("\n");
  assertEquals(line.slice(caret.indexOf("^"), caret.lastIndexOf("^") + 1), "clik");
  assertEquals(line.length < 180, true);
});

Deno.test("formatDiagnostic() lets no control character reach the terminal", () => {
  const text = format(place("a: \x1b[31mred\x07\u202e", 4, 3), "b\x1b[0m\r");
  // deno-lint-ignore no-control-regex
  assertEquals(/[\x00-\x09\x0b-\x1f\u202e]/.test(text), false);
  assertStringIncludes(text, "\ufffd[31mred\ufffd");
});

Deno.test("formatDiagnostic() colours the title, the caret and the hint", () => {
  const text = formatDiagnostic({ message: "m", at: place("abc", 1, 1), hint: "h" }, { color: true });
  assertStringIncludes(text, "\x1b[31merror\x1b[39m: m");
  assertStringIncludes(text, "\x1b[31m^\x1b[39m");
  assertStringIncludes(text, "\x1b[36mhint\x1b[39m: h");
});
