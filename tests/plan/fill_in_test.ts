import { Expression, ExpressionError } from "../../lib/plan/expression.ts";
import { fillIn } from "../../lib/plan/fill_in.ts";
import { makePart } from "../../lib/plan/flow.ts";
import { PlainScalar } from "../../lib/plan/plain_scalar.ts";
import { splitTemplate } from "../../lib/plan/split_template.ts";
import { Template } from "../../lib/plan/template.ts";
import { assertEquals, assertMatch, assertStrictEquals, assertThrows } from "../assert.ts";

const AT = { file: "a.flow.yaml", line: 1, column: 1, length: 1, source: "" };

function template(text: string): Template {
  const parts = splitTemplate(text).map(({ type, text }) => type === "text" ? text : new Expression(text, AT));
  return new Template(text, parts, AT);
}

Deno.test("fillIn() keeps the type of a template that is one expression, and makes text of any other", () => {
  const scope = { n: 3, rows: [1, 2], fields: { a: "b" } };
  assertEquals(fillIn(template("${n}"), scope), 3);
  assertEquals(fillIn(template("${rows}"), scope), [1, 2]);
  assertEquals(fillIn(template("${n} items"), scope), "3 items");
  assertEquals(fillIn(template("${n}${n}"), scope), "33");
  assertEquals(fillIn(template("x${rows}${fields}"), scope), 'x[1,2]{"a":"b"}');
});

Deno.test("fillIn() goes through maps and lists, and gives plain scalars their value", () => {
  const written = { a: [template("${n}"), new PlainScalar(7, "007")], b: { c: new PlainScalar(null, "~") }, d: "x" };
  assertEquals(fillIn(written, { n: 1 }), { a: [1, 7], b: { c: null }, d: "x" });
});

Deno.test("fillIn() leaves expressions and parts to their action", () => {
  const expression = new Expression("n", AT);
  const part = makePart({
    specPath: "a",
    title: "a",
    inputs: [],
    vars: [{ name: "x", value: template("${missing}"), at: AT }],
    secrets: [],
    locators: {},
    steps: [],
    finally: [],
  });
  const filled = fillIn({ expression, part }, {}) as { readonly expression: unknown; readonly part: unknown };
  assertStrictEquals(filled.expression, expression);
  assertStrictEquals(filled.part, part);
});

Deno.test("fillIn() fails for a variable that is not set", () => {
  assertThrows(() => fillIn([template("${missing}")], {}), ExpressionError);
});

Deno.test("a Template knows every name in it and shows as it was written", () => {
  const written = template("${a} and ${b.c}");
  assertEquals(written.references.map(({ path }) => path), [["a"], ["b", "c"]]);
  assertEquals([String(written), JSON.stringify(written)], ["${a} and ${b.c}", '"${a} and ${b.c}"']);
});

Deno.test("fillIn() and expressions refuse a value that grows without end", () => {
  const half = "x".repeat(20 * 1024 * 1024);
  for (
    const fill of [
      () => fillIn(template("${a}${a}"), { a: half }),
      () => new Expression("a + a", AT).evaluate({ a: half }),
    ]
  ) {
    assertMatch(
      assertThrows(fill, ExpressionError).message,
      /^Cannot (fill in|evaluate) ".*": found 41943040 characters, expected at most 33554432$/,
    );
  }
  const list = Array.from({ length: 600_000 }, () => 1);
  assertMatch(
    assertThrows(() => new Expression("a + a", AT).evaluate({ a: list }), ExpressionError).message,
    /found a list of 1200000, expected at most 1000000$/,
  );
});
