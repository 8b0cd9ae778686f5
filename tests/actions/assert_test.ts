import { ActionError } from "../../lib/actions/action_error.ts";
import { assert } from "../../lib/actions/assert.ts";
import { set } from "../../lib/actions/set.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import { expressionOf } from "./expression_of.ts";
import { browserTest, type Fixture } from "./page_fixture.ts";
import { perform, problemsOf } from "./perform.ts";

function failing(fixture: Fixture, that: string): Promise<ActionError> {
  return assertRejects(() => perform(assert, { that: expressionOf(that) }, fixture), ActionError);
}

browserTest("assert passes what is true, and shows the values of what is not", async (open) => {
  const fixture = await open("", { variables: { total: "40.00 EUR", rows: 3, items: [{ id: 1 }] } });
  await perform(assert, { that: expressionOf("rows == 3 && total.startsWith('40')") }, fixture);
  const { errorClass, message, details } = await failing(fixture, `total == "42.00 EUR" && rows > 1`);
  assertEquals(errorClass, "assertion");
  assertEquals(message, `Expected "total == "42.00 EUR" && rows > 1": found total = "40.00 EUR", rows = 3`);
  assertEquals(details.expected, `total == "42.00 EUR" && rows > 1`);
  assertEquals(details.actual, `total = "40.00 EUR", rows = 3`);
  assertStringIncludes((await failing(fixture, "items.exists(i, i.id == 2)")).message, `found items = [{"id":1}]`);
  assertEquals((await failing(fixture, "1 > 2")).message, `Expected "1 > 2": found false`);
});

browserTest("assert refuses a value that is neither true nor false", async (open) => {
  const fixture = await open("", { variables: { rows: 3 } });
  const { errorClass, message } = await failing(fixture, "rows");
  assertEquals(errorClass, "expression");
  assertEquals(message, `Cannot assert "rows": found "3", expected true or false`);
});

browserTest("set assigns the values of expressions in order", async (open) => {
  const fixture = await open("", { variables: { rows: 3 } });
  await perform(set, { twice: expressionOf("rows * 2"), text: expressionOf("'n' + twice") }, fixture);
  assertEquals([fixture.variables.get("twice"), fixture.variables.get("text")], [6, "n6"]);
});

Deno.test("set refuses a name that no variable can have, and a value that is no expression", () => {
  assertStringIncludes(problemsOf(set, { env: expressionOf("1") }).join(), "env");
  assertStringIncludes(problemsOf(set, { a: ["1"] }).join(), "expected an expression, found a list");
  assertStringIncludes(problemsOf(set, {}).join(), "found none");
  assertEquals(set.captures?.({ a: expressionOf("1"), b: expressionOf("2") }), ["a", "b"]);
});
