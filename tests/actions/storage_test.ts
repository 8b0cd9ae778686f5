import { ActionError } from "../../lib/actions/action_error.ts";
import { storage } from "../../lib/actions/storage.ts";
import { assertEquals, assertRejects } from "../assert.ts";
import { browserTest } from "./page_fixture.ts";
import { perform, problemsOf } from "./perform.ts";

browserTest("storage sets, keeps and takes away items of both areas", async (open) => {
  const fixture = await open("");
  await perform(storage, { set: "cart", value: "[1]" }, fixture);
  await perform(storage, { set: "cart", value: "2", area: "session" }, fixture);
  await perform(storage, { set: "theme", value: "dark" }, fixture);
  await perform(storage, { get: "cart", as: "local_cart" }, fixture);
  await perform(storage, { get: "cart", as: "session_cart", area: "session", secret: true }, fixture);
  assertEquals(Object.fromEntries(fixture.variables), { local_cart: "[1]", session_cart: "2" });
  assertEquals(fixture.addedSecrets, ["2"]);
  await perform(storage, { remove: "cart" }, fixture);
  assertEquals(await fixture.page.evaluate("JSON.stringify(localStorage)"), '{"theme":"dark"}');
  await perform(storage, { clear: true, area: "session" }, fixture);
  assertEquals(await fixture.page.evaluate("sessionStorage.length"), 0);
});

browserTest("storage fails when there is no such item", async (open) => {
  const fixture = await open("");
  const error = await assertRejects(() => perform(storage, { get: "cart", as: "cart" }, fixture), ActionError);
  assertEquals(error.message, 'Cannot get "cart" of local storage: found no such item, expected one');
  assertEquals(error.errorClass, "assertion");
});

Deno.test("storage does one thing, with the keys of that", () => {
  assertEquals(problemsOf(storage, {}), ["expected one of set, get, remove, clear, found none"]);
  assertEquals(problemsOf(storage, { get: "a" }), ['"get" needs "as"']);
});
