import { ActionError } from "../../lib/actions/action_error.ts";
import type { StepData } from "../../lib/actions/define_action.ts";
import { armTriggers, capturesOfTriggers, TRIGGERS } from "../../lib/actions/triggers.ts";
import { assertEquals, assertLess, assertRejects, assertStringIncludes } from "../assert.ts";
import { browserTest, type Fixture, htmlResponse } from "./page_fixture.ts";

const PAGE = `
  <button onclick="fetch('/api/cart', {method: 'POST', body: JSON.stringify({id: 7, more: 1})})">Add</button>
  <button onclick="document.title = confirm('Sure?') ? 'yes' : 'no'">Confirm</button>
  <button onclick="document.title = prompt('Name?')">Prompt</button>
  <button onclick="window.open('/details')">Open</button>
  <button onclick="window.open('/invoice.pdf')">Invoice</button>
  <button onclick="window.open('/orders.csv')">Export</button><a href="/orders.csv" target="_blank">Link</a>
  <button onclick="window.open('/endless')">Endless</button>
  <button onclick="window.open('/endless').setTimeout('close()', 50)">Closing</button>
  <button onclick="window.open('/endless').close()">Gone</button>
  <button onclick="1">Nothing</button>
  <a href="/orders.csv" download>Orders</a><a href="/stalled.csv" download>Stalled</a>`;

function site(request: Request): Response {
  const { pathname } = new URL(request.url);
  if (pathname === "/api/cart") return Response.json({ items: [{ id: 7 }], total: "1" }, { status: 201 });
  if (pathname === "/orders.csv") return file("id,name\n1,Teapot\n");
  if (pathname === "/stalled.csv") return file(new ReadableStream({ start: (to) => to.enqueue(new Uint8Array(9)) }));
  if (pathname === "/invoice.pdf") {
    return new Response("%PDF-1.4\n%%EOF", { headers: { "content-type": "application/pdf" } });
  }
  if (pathname === "/endless") return endlessPage();
  return htmlResponse(PAGE);
}

/** A page whose end never comes. */
function endlessPage(): Response {
  const begin = new TextEncoder().encode("<!doctype html><title>Endless</title><p>Begin");
  const body = new ReadableStream({ start: (to) => to.enqueue(begin) });
  return new Response(body, { headers: { "content-type": "text/html" } });
}

function file(body: BodyInit): Response {
  return new Response(body, { headers: { "content-type": "text/csv", "content-disposition": "attachment" } });
}

/** Clicks as a step with triggers would. */
async function click(fixture: Fixture, name: string, written: unknown): Promise<StepData> {
  const context = fixture.context();
  const armed = await armTriggers(TRIGGERS.parse(written), context);
  try {
    await fixture.page.getByText(name, { exact: true }).click();
    return await armed.settle();
  } finally {
    armed.dispose();
  }
}

function failing(fixture: Fixture, name: string, written: unknown): Promise<ActionError> {
  return assertRejects(() => click(fixture, name, written), ActionError);
}

browserTest("triggers: response sees a quick response and checks all of it", async (open) => {
  const fixture = await open(site);
  const url = `${fixture.baseUrl}/api/cart`;
  const data = { response: { url, method: "POST", status: 201 } };
  assertEquals(await click(fixture, "Add", { response: "/api/cart" }), data);
  const whole = { url: "**/cart", method: "post", status: 201, json: { items: [{ id: 7 }] } };
  assertEquals(await click(fixture, "Add", { response: whole }), data);
});

/** Conditions that the response does not meet, and what is said. */
const WRONG_RESPONSES: readonly (readonly [object, string, string])[] = [
  [{ url: "/api/cart", status: 200 }, "assertion", `Expected response "/api/cart" with status 200: found status 201`],
  [
    { url: "/api/cart", method: "PUT" },
    "assertion",
    `Expected response "/api/cart" with method PUT: found method POST`,
  ],
  [{ url: "/api/cart", json: { total: "2" } }, "assertion", `JSON {"total":"2"}: found body.total: "1"`],
  [{ url: "/api/carts" }, "timeout", `Expected response "/api/carts": found none`],
];

browserTest("triggers: response says what nearly fitted", async (open) => {
  const fixture = await open(site, { timeoutMs: 1_500 });
  for (const [response, errorClass, reason] of WRONG_RESPONSES) {
    const error = await failing(fixture, "Add", { response });
    assertEquals(error.errorClass, errorClass, reason);
    assertStringIncludes(error.message, reason);
  }
});

browserTest("triggers: request checks what was sent", async (open) => {
  const fixture = await open(site, { timeoutMs: 1_500 });
  const data = await click(fixture, "Add", { request: { url: "/api/*", method: "POST", json: { id: 7 } } });
  assertEquals(data, { request: { url: `${fixture.baseUrl}/api/cart`, method: "POST" } });
  const error = await failing(fixture, "Add", { request: { url: "/api/*", json: { id: 8 } } });
  assertEquals(error.errorClass, "assertion");
  assertStringIncludes(error.message, `found body.id: 7`);
  assertStringIncludes((await failing(fixture, "Nothing", { request: "/api/*" })).message, "found none");
});

browserTest("triggers: download is kept, checked and captured", async (open) => {
  const fixture = await open(site, { timeoutMs: 3_000 });
  const kept = { file_name: "orders.csv", size: 17, path: "orders.csv" };
  const download = { file_name: "*.csv", size: 17, text: "1,Teapot", as: "export" };
  assertEquals(await click(fixture, "Orders", { download }), { download: kept });
  assertEquals(fixture.variables.get("export"), { ...kept, text: "id,name\n1,Teapot\n" });
  assertEquals(await Deno.readTextFile(`${fixture.folder}/orders.csv`), "id,name\n1,Teapot\n");
  assertEquals(capturesOfTriggers(TRIGGERS.parse({ download })), ["export"]);
});

/** Conditions that the download does not meet, and what is said. */
const WRONG_DOWNLOADS: readonly (readonly [unknown, string])[] = [
  ["*.txt", `Expected a download "*.txt": found "orders.csv"`],
  [{ size: 3 }, "Expected a download of 3 bytes: found 17 bytes"],
  [{ text: "Mug" }, `Expected a download with "Mug" in it: found "id,name`],
];

browserTest("triggers: download says what is wrong with it", async (open) => {
  const fixture = await open(site, { timeoutMs: 1_500 });
  for (const [download, reason] of WRONG_DOWNLOADS) {
    const error = await failing(fixture, "Orders", { download });
    assertEquals(error.errorClass, "assertion");
    assertStringIncludes(error.message, reason);
  }
});

browserTest("triggers: download that never comes, or never ends, is named", async (open) => {
  const fixture = await open(site, { timeoutMs: 1_500 });
  const none = await failing(fixture, "Nothing", { download: { file_name: "*.csv" } });
  assertEquals([none.errorClass, none.message], ["timeout", `Expected a download "*.csv": found none`]);
  const stalled = await failing(fixture, "Stalled", { download: {} });
  assertEquals(stalled.errorClass, "timeout");
  assertEquals(stalled.message, `Expected the download "stalled.csv" to end: found it unfinished`);
});

browserTest("triggers: dialog is answered and its message checked", async (open) => {
  const fixture = await open(site);
  const seen = { dialog: { type: "confirm", message: "Sure?" } };
  assertEquals(await click(fixture, "Confirm", { dialog: { message: "Sure?" } }), seen);
  assertEquals(await fixture.page.title(), "yes");
  assertEquals(await click(fixture, "Confirm", { dialog: "dismiss" }), seen);
  assertEquals(await fixture.page.title(), "no");
  await click(fixture, "Prompt", { dialog: { answer: "Ada", message: "/^name/i" } });
  assertEquals(await fixture.page.title(), "Ada");
});

browserTest("triggers: dialog says what it said instead, or that none came", async (open) => {
  const fixture = await open(site, { timeoutMs: 1_500 });
  const other = await failing(fixture, "Confirm", { dialog: { message: "Really?" } });
  assertEquals([other.errorClass, other.message], ["assertion", `Expected the dialog "Really?": found "Sure?"`]);
  const none = await failing(fixture, "Nothing", { dialog: "accept" });
  assertEquals([none.errorClass, none.message], ["timeout", "Expected a dialog: found none"]);
});

browserTest("triggers: page names the new window and makes it current", async (open) => {
  const fixture = await open(site, { timeoutMs: 3_000 });
  assertEquals(await click(fixture, "Open", { page: "details" }), {
    page: { name: "details", url: `${fixture.baseUrl}/details` },
  });
  assertEquals(fixture.context().pages.currentName, "details");
  const short = await open(site, { timeoutMs: 1_500 });
  const none = await failing(short, "Nothing", { page: "details" });
  assertEquals([none.errorClass, none.message], ["timeout", `Expected a new window "details": found none`]);
});

/** Windows that turn into a download, and the file. */
const DOWNLOADS = [["Invoice", "invoice.pdf"], ["Export", "orders.csv"], ["Link", "orders.csv"]] as const;

for (const [name, file] of DOWNLOADS) {
  browserTest(`triggers: page says that the window of "${name}" turned into a download, or takes it`, async (open) => {
    const fixture = await open(site, { timeoutMs: 5_000 });
    const startedMs = performance.now();
    const error = await failing(fixture, name, { page: "invoice" });
    assertLess(performance.now() - startedMs, 4_000, "nobody waits for the deadline");
    assertEquals([error.errorClass, error.message, error.details.hint], [
      "page",
      `Expected the new window "invoice" to load: found that it turned into a download, "${file}"`,
      `take the file: triggers: {download: "${file}"}`,
    ]);
    const data = await click(fixture, name, { page: "invoice", download: file });
    assertEquals(data.page, { name: "invoice", url: `${fixture.baseUrl}/${file}`, became: "download" });
    assertEquals((data.download as { file_name: string }).file_name, file);
    assertEquals(fixture.context().pages.currentName, "main");
    assertEquals(fixture.context().pages.list().length, 1, "no empty window is left");
  });
}

browserTest("triggers: page waits for as much of the window as it is told", async (open) => {
  const fixture = await open(site, { timeoutMs: 1_000 });
  const error = await failing(fixture, "Endless", { page: "endless" });
  assertEquals([error.message, error.details.hint], [
    'Expected the new window "endless" to load: found it still loading',
    "do not wait for all of it: triggers: {page: {as: endless, wait_until: commit}}",
  ]);
  const data = await click(fixture, "Endless", { page: { as: "endless", wait_until: "commit" } });
  assertEquals(data, { page: { name: "endless", url: `${fixture.baseUrl}/endless` } });
  assertEquals(fixture.context().pages.currentName, "endless");
});

for (const name of ["Closing", "Gone"]) {
  browserTest(`triggers: page says that the window of "${name}" closed again`, async (open) => {
    const fixture = await open(site);
    const error = await failing(fixture, name, { page: "short" });
    assertEquals(error.message, 'Expected the new window "short" to load: found it closed again');
  });
}

browserTest("triggers: several are all awaited", async (open) => {
  const fixture = await open(site);
  const data = await click(fixture, "Add", { response: "/api/cart", request: "/api/cart" });
  assertEquals(Object.keys(data), ["response", "request"]);
});

/** Playwright's objects are emitters, though its types do not say so. */
function listeners(emitter: unknown, ...events: readonly string[]): readonly number[] {
  const { listenerCount } = emitter as { listenerCount(event: string): number };
  return events.map((event) => listenerCount.call(emitter, event));
}

browserTest("triggers: dispose() stops watching after a failed action", async (open) => {
  const fixture = await open(site);
  const before = listeners(fixture.page.context(), "page", "response");
  const armed = await armTriggers(TRIGGERS.parse({ response: "**", download: {}, page: "x" }), fixture.context());
  armed.dispose();
  assertEquals(listeners(fixture.page.context(), "page", "response"), before);
  assertEquals(listeners(fixture.page, "download"), [0]);
});

Deno.test("TRIGGERS refuses what makes no sense when the file is checked", () => {
  const cases: readonly (readonly [unknown, string])[] = [
    [{}, "expected one of response, request, download, dialog, page"],
    [{ respones: "x" }, "respones"],
    [{ response: { status: 200 } }, "url"],
    [{ response: { url: "x", status: "ok" } }, "expected a whole number"],
    [{ request: { url: "x", status: 200 } }, "status"],
    [{ dialog: "ok" }, "expected one of accept, dismiss"],
    [{ dialog: { message: "/(/" } }, "Invalid regular expression"],
    [{ download: { as: "secrets" } }, "secrets"],
  ];
  for (const [written, reason] of cases) {
    const parsed = TRIGGERS.safeParse(written);
    assertStringIncludes(JSON.stringify(parsed.error?.issues ?? []), reason, JSON.stringify(written));
  }
});
