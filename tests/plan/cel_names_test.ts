import { celNames, nameProblem } from "../../lib/plan/cel_names.ts";
import { assert, assertEquals } from "../assert.ts";

Deno.test("nameProblem() allows letters, digits and _", () => {
  for (const name of ["a", "_", "user_2", "Total", "size"]) assertEquals([name, nameProblem(name)], [name, null]);
});

Deno.test("nameProblem() refuses words of CEL, taken names and anything else", () => {
  for (const name of ["", "2x", "a-b", "a b", "é", "in", "true", "for", "list", "string", "env", "row", "__proto__"]) {
    assert(nameProblem(name) !== null, `"${name}" was allowed`);
  }
});

Deno.test("celNames() knows CEL's functions and ours, and keeps the inner one of matches to itself", () => {
  const { functions, methods } = celNames();
  for (const name of ["size", "has", "uuid", "totp", "parse_json"]) assert(functions.includes(name), name);
  for (const name of ["matches", "map", "startsWith", "size"]) assert(methods.includes(name), name);
  assert(!methods.some((name) => name.startsWith("matches_")));
});
