import { splitTemplate, UnclosedTemplateError } from "../../lib/plan/split_template.ts";
import { assertEquals, assertThrows } from "../assert.ts";

function split(text: string): readonly string[] {
  return splitTemplate(text).map((piece) => piece.type === "text" ? piece.text : `<${piece.text}>`);
}

Deno.test("splitTemplate() finds the end of an expression behind nested braces and strings", () => {
  assertEquals(split("a ${b} c"), ["a ", "<b>", " c"]);
  assertEquals(split("${a}${b}"), ["<a>", "<b>"]);
  assertEquals(split('${{"a": {"b": 1}}.a.b}!'), ['<{"a": {"b": 1}}.a.b>', "!"]);
  assertEquals(split("${\"}\" + '}'}x"), ["<\"}\" + '}'>", "x"]);
  assertEquals(split('${"\\"}"}'), ['<"\\"}">']);
  assertEquals(split('${"""a"}b"""}c'), ['<"""a"}b""">', "c"]);
});

Deno.test("splitTemplate() takes $${ for a literal ${", () => {
  assertEquals(split("$${a}"), ["${a}"]);
  assertEquals(split("x $${ y ${z}"), ["x ${ y ", "<z>"]);
  assertEquals(split("$$${a}"), ["$${a}"]);
  assertEquals(split("$ {a} $a"), ["$ {a} $a"]);
  assertEquals(split(""), [""]);
});

Deno.test("splitTemplate() says where each expression stands", () => {
  assertEquals(splitTemplate("ab ${cd}").map(({ start }) => start), [0, 5]);
});

Deno.test("splitTemplate() refuses an expression without its end", () => {
  assertEquals(assertThrows(() => split("ab ${cd"), UnclosedTemplateError).start, 3);
  assertThrows(() => split('${"}'), UnclosedTemplateError);
  assertThrows(() => split("${{}"), UnclosedTemplateError);
});
