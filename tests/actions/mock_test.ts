import { ActionError } from "../../lib/actions/action_error.ts";
import { mock } from "../../lib/actions/mock.ts";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import { browserTest, type Fixture, htmlResponse } from "./page_fixture.ts";
import { perform, problemsOf } from "./perform.ts";

const site = (request: Request) =>
  request.url.endsWith("/") ? htmlResponse("") : Response.json({ real: new URL(request.url).pathname });

/** Status, media type and text of what the page gets. */
function fetched({ page }: Fixture, path: string, method = "GET"): Promise<unknown> {
  return page.evaluate(
    `fetch(${JSON.stringify(path)}, { method: ${JSON.stringify(method)} }).then(
      async (answer) => [answer.status, answer.headers.get("content-type"), await answer.text()],
      (error) => error.name,
    )`,
  );
}

const real = (path: string) => [200, "application/json", JSON.stringify({ real: path })];

browserTest("mock answers as often as it is told, then the site does", async (open) => {
  const fixture = await open(site);
  await perform(mock, { url: "**/api/slow", status: 503, json: { error: "busy" }, times: 1 }, fixture);
  assertEquals(await fetched(fixture, "/api/slow"), [503, "application/json", '{"error":"busy"}']);
  assertEquals(await fetched(fixture, "/api/slow"), real("/api/slow"));
});

browserTest("mock answers with text, a file, or headers alone", async (open) => {
  const fixture = await open(site);
  await Deno.writeTextFile(`${fixture.folder}/a.csv`, "1,2");
  await perform(mock, { url: "/text", body: "hi", headers: { "content-type": "text/x-own" } }, fixture);
  await perform(mock, { url: "/file", file: "a.csv" }, fixture);
  await perform(mock, { url: "/empty", status: 204 }, fixture);
  assertEquals(await fetched(fixture, "/text"), [200, "text/x-own", "hi"]);
  assertEquals(await fetched(fixture, "/file"), [200, "text/csv", "1,2"]);
  assertEquals(await fetched(fixture, "/empty"), [204, null, ""]);
  assertEquals(await fetched(fixture, "/other"), real("/other"));
});

browserTest("mock cuts a request off", async (open) => {
  const fixture = await open(site);
  await perform(mock, { url: { regex: "/gone$" }, abort: true }, fixture);
  assertEquals(await fetched(fixture, "/gone"), "TypeError");
});

browserTest("mock delays a request that goes on as usual", async (open) => {
  const fixture = await open(site);
  await perform(mock, { url: "/late", delay: "150ms" }, fixture);
  const before = performance.now();
  assertEquals(await fetched(fixture, "/late"), real("/late"));
  assert(performance.now() - before >= 150);
});

browserTest("mock answers one method only, and the latest mock is asked first", async (open) => {
  const fixture = await open(site);
  await perform(mock, { url: "/api", body: "first" }, fixture);
  await perform(mock, { url: "/api", body: "posted", method: "post" }, fixture);
  const text = async (method: string) => (await fetched(fixture, "/api", method) as readonly unknown[]).at(2);
  assertEquals([await text("GET"), await text("POST")], ["first", "posted"]);
});

browserTest("mock warns of an answer that it cannot give, and the request fails", async (open) => {
  const fixture = await open(site);
  await Deno.writeTextFile(`${fixture.folder}/a.csv`, "1,2");
  await perform(mock, { url: "/a", file: "a.csv" }, fixture);
  await Deno.remove(`${fixture.folder}/a.csv`);
  assertEquals(await fetched(fixture, "/a"), "TypeError");
  const [warning = "", ...others] = fixture.warnings;
  assertStringIncludes(warning, "Cannot mock /a: ");
  assertEquals(others, []);
});

browserTest("mock fails on a file that is not there", async (open) => {
  const fixture = await open(site);
  const error = await assertRejects(() => perform(mock, { url: "/a", file: "no.json" }, fixture), ActionError);
  assertEquals(error.message, 'Cannot read "no.json": found no such file, expected one');
});

Deno.test("mock needs one answer", () => {
  assertEquals(problemsOf(mock, { url: "/a" }), [
    "expected an answer: status, headers, json, body, file, abort or delay",
  ]);
  assertEquals(problemsOf(mock, { url: "/a", json: 1, file: "a" }), [
    "expected at most one of json, body, file, abort, found json and file",
  ]);
  assertEquals(problemsOf(mock, { url: "/a", headers: { "a b": "c" } }), [
    'expected the name of a header, found "a b"',
  ]);
});
