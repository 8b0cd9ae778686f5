import { ActionError } from "../../lib/actions/action_error.ts";
import { expect_no_console_errors } from "../../lib/actions/expect_no_console_errors.ts";
import { assertEquals, assertRejects } from "../assert.ts";
import { browserTest, type Fixture, htmlResponse } from "./page_fixture.ts";
import { perform, problemsOf } from "./perform.ts";

const SITE = (request: Request) =>
  new URL(request.url).pathname === "/"
    ? htmlResponse(`<p>Teapot</p>`)
    : new Response("Not found", { status: 404, headers: { "content-type": "text/plain" } });

function failure(fixture: Fixture, input: unknown = {}): Promise<ActionError> {
  return assertRejects(() => perform(expect_no_console_errors, input, fixture), ActionError);
}

browserTest("expect_no_console_errors passes when the page only logs and warns", async (open) => {
  const fixture = await open(`<script>console.log("error"); console.warn("error")</script>`);
  assertEquals(await perform(expect_no_console_errors, {}, fixture), { errors: 0, allowed: 0 });
});

browserTest("expect_no_console_errors lists what was written, thrown, rejected and not loaded", async (open) => {
  const fixture = await open(SITE);
  await fixture.page.evaluate(`(async () => {
    console.error("The kettle\\nis cold");
    setTimeout(() => { throw new Error("Empty"); });
    Promise.reject(new Error("Gone"));
    await fetch("/missing");
    await new Promise((done) => setTimeout(done));
  })()`);
  const error = await failure(fixture);
  assertEquals([error.errorClass, error.message], ["assertion", "Expected no console errors: found 4"]);
  const lines = (error.details.actual ?? "").split("\n").map((line) => line.replace(fixture.baseUrl, "SITE"));
  assertEquals(lines.toSorted(), [
    "Error: Empty (SITE/)",
    "Error: Gone (SITE/)",
    "Failed to load resource: the server responded with a status of 404 (Not Found) (SITE/missing)",
    "The kettle is cold (SITE/)",
  ]);
});

browserTest("expect_no_console_errors sees an error that was written just before", async (open) => {
  const fixture = await open(`<button onclick="console.error('Late')">Go</button>`);
  await fixture.page.locator("button").click();
  assertEquals((await failure(fixture)).message, "Expected no console errors: found 1");
});

browserTest("expect_no_console_errors lists five of many", async (open) => {
  const fixture = await open(`<script>for (let n = 1; n < 8; n++) console.error("Error " + n)</script>`);
  const lines = (await failure(fixture)).details.actual?.split("\n") ?? [];
  assertEquals([lines.length, lines[5]], [6, "and 2 more"]);
});

browserTest("expect_no_console_errors lets pass what is allowed, by text or by URL", async (open) => {
  const fixture = await open(SITE);
  await fixture.page.evaluate(`(async () => { console.error("Warning: old"); await fetch("/missing"); })()`);
  const allow = ["/^warning:/i", "/missing$"];
  assertEquals(await perform(expect_no_console_errors, { allow }, fixture), { errors: 0, allowed: 2 });
  assertEquals((await failure(fixture, { allow: "Warning" })).message, "Expected no console errors: found 1");
});

browserTest("expect_no_console_errors is not held up by a pattern that would backtrack", async (open) => {
  const fixture = await open(`<script>console.error("a".repeat(5000) + "!")</script>`);
  await failure(fixture, { allow: ["^(a+)+$"] });
});

Deno.test("expect_no_console_errors takes patterns of a linear-time engine", () => {
  assertEquals(problemsOf(expect_no_console_errors, { allow: ["(?=a)"] }), [
    'found "(?=", which a linear-time pattern cannot have',
  ]);
});
