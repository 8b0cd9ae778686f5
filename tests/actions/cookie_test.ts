import { ActionError } from "../../lib/actions/action_error.ts";
import { cookie } from "../../lib/actions/cookie.ts";
import { assert, assertEquals, assertRejects } from "../assert.ts";
import { browserTest } from "./page_fixture.ts";
import { perform, problemsOf } from "./perform.ts";

browserTest("cookie sets a cookie for the page, with all that a cookie has", async (open) => {
  const fixture = await open("");
  await perform(cookie, { set: "theme", value: "dark" }, fixture);
  assertEquals(await fixture.page.evaluate("document.cookie"), "theme=dark");
  const more = { path: "/a", max_age: "1h", http_only: true, same_site: "strict" };
  await perform(cookie, { set: "id", value: "7", url: "/a/b", ...more }, fixture);
  const [found] = await fixture.page.context().cookies(`${fixture.baseUrl}/a/b`).then((all) =>
    all.filter(({ name }) => name === "id")
  );
  assertEquals([found?.path, found?.httpOnly, found?.sameSite, found?.secure], ["/a", true, "Strict", false]);
  const inOneHour = Date.now() / 1_000 + 3_600;
  assert(Math.abs((found?.expires ?? 0) - inOneHour) < 60, "it runs out in an hour");
});

browserTest("cookie keeps a value in a variable, as a secret where that is said", async (open) => {
  const fixture = await open(() => new Response("", { headers: { "set-cookie": "id=abcdefgh; HttpOnly" } }));
  await perform(cookie, { get: "id", as: "session", secret: true }, fixture);
  assertEquals(fixture.variables.get("session"), "abcdefgh");
  assertEquals(fixture.addedSecrets, ["abcdefgh"]);
});

browserTest("cookie takes one cookie away, or all", async (open) => {
  const fixture = await open("");
  for (const name of ["a", "b", "c"]) await perform(cookie, { set: name, value: "1" }, fixture);
  await perform(cookie, { remove: "b" }, fixture);
  assertEquals(await fixture.page.evaluate("document.cookie"), "a=1; c=1");
  await perform(cookie, { clear: true }, fixture);
  assertEquals(await fixture.page.context().cookies(), []);
});

browserTest("cookie fails when there is no such cookie", async (open) => {
  const fixture = await open("");
  const get = () => assertRejects(() => perform(cookie, { get: "id", as: "id" }, fixture), ActionError);
  assertEquals((await get()).message, 'Cannot get cookie "id": found no cookies, expected one of that name');
  await perform(cookie, { set: "theme", value: "dark" }, fixture);
  const { details, errorClass } = await get();
  assertEquals([errorClass, details.expected, details.actual], ["assertion", 'cookie "id"', 'only "theme"']);
});

Deno.test("cookie does one thing, with the keys of that", () => {
  assertEquals(problemsOf(cookie, { get: "a", clear: true, as: "b" }), [
    "expected one of set, get, remove, clear, found get and clear",
  ]);
  assertEquals(problemsOf(cookie, { set: "a" }), ['"set" needs "value"']);
  assertEquals(problemsOf(cookie, { remove: "a", path: "/" }), ["goes only with set"]);
});
