import { loadFunctions } from "../../lib/plan/cel_functions.ts";
import { Expression, ExpressionError, type Scope } from "../../lib/plan/expression.ts";
import type { Value } from "../../lib/plan/value.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "../assert.ts";

const SOURCE = "  - assert: total == 1";
const AT = { file: "a.flow.yaml", line: 3, column: 13, length: 10, source: SOURCE };

function valueOf(source: string, scope: Scope = {}): Value {
  return new Expression(source, AT).evaluate(scope);
}

function failureOf(source: string, scope: Scope = {}): ExpressionError {
  return assertThrows(() => valueOf(source, scope), ExpressionError);
}

Deno.test("Expression mixes whole numbers, fractions and texts", () => {
  const scope = { n: 3, price: 1.5 };
  const values: Record<string, Value> = {
    "n * 2": 6,
    "n * 2.5": 7.5,
    "price - n": -1.5,
    "n / 2.0": 1.5,
    '"n" + n': "n3",
    'n + "n"': "3n",
    '"p" + price': "p1.5",
    '"is " + true': "is true",
    "n < 3.5": true,
    "n == 3.0": true,
    "-n": -3,
  };
  for (const [source, value] of Object.entries(values)) assertEquals([source, valueOf(source, scope)], [source, value]);
});

Deno.test("Expression gives lists, maps, instants and unsigned numbers as plain data", () => {
  assertEquals(valueOf("[1, 2.5, n]", { n: null }), [1, 2.5, null]);
  assertEquals(valueOf('{"a": [true], "b": {"c": 1}}'), { a: [true], b: { c: 1 } });
  assertEquals(valueOf('timestamp("2026-01-02T03:04:05Z")'), "2026-01-02T03:04:05.000Z");
  assertEquals(valueOf("7u"), 7);
  assertEquals(valueOf("9007199254740993"), "9007199254740993");
  assertEquals(valueOf('b"abc"'), "abc");
  assertEquals(valueOf('duration("1h")'), "3600s");
});

Deno.test("Expression names what it uses, without what its macros bind", () => {
  const { references, calls } = new Expression(
    'items.map(x, x + y).size() > n && has(row["name"]) && env.HOME != secrets.a.b',
    AT,
  );
  assertEquals(references.map(({ path }) => path.join(".")), [
    "items",
    "y",
    "n",
    "row.name",
    "env.HOME",
    "secrets.a.b",
  ]);
  assertEquals(calls.map(({ name }) => name), ["size", "map", "has"]);
});

Deno.test("Expression sees the value that cel.bind() binds, and not its name as a variable", () => {
  const expression = new Expression("cel.bind(q, n, q + 1)", AT);
  assertEquals(expression.references.map(({ path }) => path), [["n"]]);
  assertEquals(expression.evaluate({ n: 3 }), 4);
});

Deno.test("Expression places a reference and an error inside the file", () => {
  const { references: [total] } = new Expression("total == 1", AT);
  assertEquals([total?.at.column, total?.at.length], [13, 5]);
  const missing = failureOf("1 + missing");
  assertEquals([missing.at.column, missing.at.length, missing.at.line], [17, 7, 3]);
  assertEquals(missing.message, 'Cannot evaluate "1 + missing": unknown variable: missing');
});

Deno.test("Expression says in plain words what cannot be parsed", () => {
  assertEquals(failureOf("total ==").message, 'Cannot parse "total ==": it ends too early');
  assertEquals(failureOf("(total").message, 'Cannot parse "(total": expected ")", found the end');
  assertEquals(failureOf("a b").message, 'Cannot parse "a b": unexpected character: "b"');
});

Deno.test("Expression does not see the prototype of its scope", () => {
  assertMatch(failureOf("constructor").message, /unknown variable: constructor/);
  assertMatch(failureOf("toString").message, /unknown variable/);
  assertMatch(failureOf("fields.constructor", { fields: {} }).message, /no such key: constructor/i);
});

Deno.test("matches() of an expression runs in linear time", async () => {
  await loadFunctions(new Set(["matches"]));
  const started = performance.now();
  assertEquals(valueOf('text.matches("^(a+)+$")', { text: `${"a".repeat(5_000)}!` }), false);
  assert(performance.now() - started < 2_000);
  assertEquals(valueOf('"total: 42".matches("[0-9]+")'), true);
  assertStringIncludes(failureOf('"a".matches("(")').message, "missing closing )");
  assertStringIncludes(failureOf("n.matches(1)", { n: 1 }).message, "matches");
});

Deno.test("functions of expressions encode and decode", () => {
  assertEquals(valueOf('urlencode("a b&c")'), "a%20b%26c");
  assertEquals(valueOf('base64("hé")'), "aMOp");
  assertEquals(String(valueOf("base64(text)", { text: "a".repeat(300_000) })).length, 400_000);
  assertEquals(valueOf('json({"a": [1, 2.5, true, null]})'), '{"a":[1,2.5,true,null]}');
  assertEquals(valueOf("parse_json(text).a[0] + 1", { text: '{"a": [1]}' }), 2);
  assertStringIncludes(failureOf('parse_json("x")').message, "no JSON");
});

Deno.test("random() stays within its bounds", () => {
  for (let round = 0; round < 50; round++) {
    const [fraction, below, between] = [valueOf("random()"), valueOf("random(3)"), valueOf("random(5, 6)")];
    assert(typeof fraction === "number" && fraction >= 0 && fraction < 1);
    assert(below === 0 || below === 1 || below === 2);
    assert(between === 5 || between === 6);
  }
  assertStringIncludes(failureOf("random(0)").message, "found nothing");
});

Deno.test("uuid() and now() give a new value each time", () => {
  const expression = new Expression("uuid()", AT);
  assertMatch(String(expression.evaluate({})), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert(expression.evaluate({}) !== expression.evaluate({}));
  assert(Math.abs(Date.parse(String(valueOf("now()"))) - Date.now()) < 5_000);
});

Deno.test("totp() gives six digits once its library is loaded", async () => {
  await loadFunctions(new Set(["totp"]));
  assertMatch(String(valueOf("totp(secret)", { secret: "JBSW Y3DP EHPK 3PXP" })), /^\d{6}$/);
});

Deno.test("Expression shows as its source", () => {
  const expression = new Expression("a + 1", AT);
  assertEquals([String(expression), JSON.stringify({ expression })], ["a + 1", '{"expression":"a + 1"}']);
});
