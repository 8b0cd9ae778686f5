import { geolocation } from "../../lib/actions/geolocation.ts";
import { offline } from "../../lib/actions/offline.ts";
import { permissions } from "../../lib/actions/permissions.ts";
import { assertEquals, assertRejects } from "../assert.ts";
import { browserTest, type Fixture } from "./page_fixture.ts";
import { perform, problemsOf } from "./perform.ts";

function place({ page }: Fixture): Promise<unknown> {
  return page.evaluate(`new Promise((resolve) => navigator.geolocation.getCurrentPosition(
    ({ coords }) => resolve([coords.latitude, coords.longitude, coords.accuracy]),
    (error) => resolve(error.message),
  ))`);
}

browserTest("geolocation is told once permissions has granted it, and not after it was taken back", async (open) => {
  const fixture = await open("");
  await perform(geolocation, { latitude: 48.5, longitude: 2.25, accuracy: 10 }, fixture);
  assertEquals(await place(fixture), "User denied Geolocation");
  await perform(permissions, { grant: ["geolocation"], url: "/" }, fixture);
  assertEquals(await place(fixture), [48.5, 2.25, 10]);
  await perform(permissions, { clear: true }, fixture);
  assertEquals(await place(fixture), "User denied Geolocation");
});

browserTest("permissions fails on what the browser does not know", async (open) => {
  const fixture = await open("");
  await assertRejects(
    () => perform(permissions, { grant: "teleport" }, fixture),
    Error,
    "Unknown permission: teleport",
  );
});

Deno.test("geolocation refuses a place that is none", () => {
  const written = { latitude: 90.5, longitude: -181 };
  assertEquals(problemsOf(geolocation, written), [
    "expected at most 90, found 90.5",
    "expected at least -180, found -181",
  ]);
});

browserTest("geolocation fails when the attempt is over", async (open) => {
  const fixture = await open("");
  await fixture.page.context().close();
  await assertRejects(() => perform(geolocation, { latitude: 1, longitude: 2 }, fixture), Error, "closed");
});

Deno.test("permissions grants or clears", () => {
  assertEquals(problemsOf(permissions, {}), ["expected one of grant, clear, found none"]);
  assertEquals(problemsOf(permissions, { clear: true, url: "/" }), ["goes only with grant"]);
});

browserTest("offline cuts the page off and connects it again", async (open) => {
  const fixture = await open("");
  const reached = () => fixture.page.evaluate("fetch('/').then(() => true, () => false)");
  await perform(offline, {}, fixture);
  assertEquals(await reached(), false);
  await perform(offline, { enabled: false }, fixture);
  assertEquals(await reached(), true);
});

browserTest("offline fails when the attempt is over", async (open) => {
  const fixture = await open("");
  await fixture.page.context().close();
  await assertRejects(() => perform(offline, {}, fixture), Error, "closed");
});
