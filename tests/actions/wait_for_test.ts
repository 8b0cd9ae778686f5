import { ActionError } from "../../lib/actions/action_error.ts";
import { wait_for } from "../../lib/actions/wait_for.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import { browserTest, type Fixture, htmlResponse } from "./page_fixture.ts";
import { perform, problemsOf } from "./perform.ts";

const PAGE = `
  <p id="late" hidden>Late</p><p class="row">1</p><p class="row">2</p><i hidden>x</i><i hidden>y</i>
  <button onclick="setTimeout(() => { document.querySelector('#late').hidden = false; window.ready = true; }, 200)">Show</button>
  <button onclick="setTimeout(() => document.querySelectorAll('.row').forEach((row) => row.remove()), 200)">Clear</button>
  <button onclick="setTimeout(() => history.pushState(null, '', '/done?x=1'), 200)">Go</button>
  <button onclick="fetch('/api/items?status=503', {method: 'POST'})">Save</button>`;

function site(request: Request): Response {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname.startsWith("/api/")) {
    return Response.json({ items: [1] }, { status: Number(searchParams.get("status") ?? 200) });
  }
  return htmlResponse(PAGE);
}

async function click(fixture: Fixture, name: string): Promise<void> {
  await fixture.page.getByRole("button", { name }).click();
}

function failing(fixture: Fixture, written: unknown): Promise<ActionError> {
  return assertRejects(() => perform(wait_for, written, fixture), ActionError);
}

browserTest("wait_for waits until an element is visible, and says that it is hidden", async (open) => {
  const fixture = await open(site);
  await click(fixture, "Show");
  await perform(wait_for, { css: "#late" }, fixture);
  const short = await open(site, { timeoutMs: 200 });
  const { errorClass, message, details } = await failing(short, { css: "#late" });
  assertEquals(errorClass, "timeout");
  assertEquals(message, `Cannot wait for css "#late" to be visible: found it hidden`);
  assertEquals([details.expected, details.actual], ["visible", "it hidden"]);
});

browserTest("wait_for says which locator would match when nothing does", async (open) => {
  const fixture = await open(site, { timeoutMs: 200 });
  const { errorClass, message, details } = await failing(fixture, { role: "button", name: "show" });
  assertEquals(errorClass, "locator");
  assertEquals(message, `Cannot wait for button "show" to be visible: found no element, expected 1 element`);
  assertStringIncludes(details.hint ?? "", `button "Show"`);
  assertEquals((await failing(fixture, { css: ".row" })).errorClass, "locator");
});

browserTest("wait_for waits until all elements are hidden or gone", async (open) => {
  const fixture = await open(site);
  await click(fixture, "Clear");
  await perform(wait_for, { css: ".row", state: "hidden" }, fixture);
  await perform(wait_for, { css: ".row", state: "detached" }, fixture);
  await perform(wait_for, { css: "i", state: "hidden" }, fixture);
  const short = await open(site, { timeoutMs: 200 });
  const hidden = await failing(short, { css: ".row", state: "hidden" });
  assertEquals(hidden.message, `Cannot wait for css ".row" to be hidden: found it visible`);
  const detached = await failing(short, { css: "i", state: "detached" });
  assertEquals(detached.message, `Cannot wait for css "i" to be detached: found it still attached`);
});

browserTest("wait_for takes an element that is attached and hidden", async (open) => {
  const fixture = await open(site, { timeoutMs: 1_500 });
  await perform(wait_for, { css: "#late", state: "attached" }, fixture);
  assertEquals((await failing(fixture, { css: "#none", state: "attached" })).errorClass, "locator");
});

browserTest("wait_for waits for a URL", async (open) => {
  const fixture = await open(site);
  await click(fixture, "Go");
  await perform(wait_for, { url: "/done?x=*" }, fixture);
  const short = await open(site, { timeoutMs: 200 });
  const { errorClass, message } = await failing(short, { url: "**/done" });
  assertEquals(errorClass, "timeout");
  assertEquals(message, `Cannot wait for URL "**/done": found "${short.baseUrl}/"`);
});

browserTest("wait_for waits for a load state", async (open) => {
  const fixture = await open(site);
  await perform(wait_for, { load: "networkidle" }, fixture);
  const busy = await open(site, { timeoutMs: 300 });
  await busy.page.evaluate("setInterval(() => fetch('/again'), 50), 1");
  const { errorClass, message } = await failing(busy, { load: "networkidle" });
  assertEquals(errorClass, "timeout");
  assertEquals(message, `Cannot wait for load state "networkidle": found the page still loading`);
});

browserTest("wait_for takes a response that came before it, and checks its status", async (open) => {
  const fixture = await open(site, { timeoutMs: 1_500 });
  const save = async () => {
    const answered = fixture.page.waitForEvent("requestfinished");
    await click(fixture, "Save");
    await answered;
  };
  await save();
  await perform(wait_for, { response: "**/api/items?**" }, fixture);
  await save();
  await perform(wait_for, { response: { url: "**/api/items?**", method: "post", status: 503 } }, fixture);
  await save();
  const { errorClass, message, details } = await failing(fixture, { response: { url: "**/api/**", status: 200 } });
  assertEquals(errorClass, "timeout");
  assertEquals(message, `Cannot wait for response "**/api/**": found status 503`);
  assertEquals(details.expected, `response "**/api/**" with status 200`);
  assertEquals((await failing(fixture, { response: "**/nothing" })).details.actual, "none");
});

browserTest("wait_for waits until a script becomes truthy, a script that throws being not yet", async (open) => {
  const fixture = await open(site);
  await click(fixture, "Show");
  await perform(wait_for, { script: "window.ready.valueOf() && args.n === 1", args: { n: 1 } }, fixture);
  await perform(wait_for, { css: "#late", script: "!el.hidden" }, fixture);
  const short = await open(site, { timeoutMs: 200 });
  const { errorClass, message } = await failing(short, { script: "window.ready.valueOf()" });
  assertEquals(errorClass, "timeout");
  assertStringIncludes(message, `Cannot wait for window.ready.valueOf(): found an error: TypeError`);
});

browserTest("wait_for just waits, unless the step has not so much time", async (open) => {
  const before = performance.now();
  await perform(wait_for, { duration: "150ms" }, await open(site));
  assertEquals(performance.now() - before >= 145, true);
  const hurried = await open(site, { timeoutMs: 300 });
  const { errorClass, message, details } = await failing(hurried, { duration: "10s" });
  assertEquals(errorClass, "timeout");
  assertStringIncludes(message, "Cannot wait for 10s: found a timeout of 300 ms");
  assertEquals(details.hint, "give the step more time: timeout: 11s");
});

Deno.test("wait_for refuses what makes no sense when the file is checked", () => {
  const cases: readonly (readonly [unknown, string])[] = [
    [{}, "expected a locator or one of url"],
    [{ url: "/", load: "load" }, "found url and load"],
    [{ css: "p", url: "/" }, `"url" takes no locator`],
    [{ url: "/", state: "hidden" }, `"state" goes only with a locator`],
    [{ css: "p", args: {} }, `"args" goes only with "script"`],
    [{ css: "p", state: "gone" }, "expected one of visible, hidden"],
    [{ script: "1 +" }, "expected JavaScript"],
    [{ duration: "2 weeks" }, "expected a duration"],
  ];
  for (const [written, reason] of cases) {
    assertStringIncludes(problemsOf(wait_for, written).join(), reason, JSON.stringify(written));
  }
});

Deno.test("wait_for is titled by what it waits for", () => {
  const title = (written: unknown) => wait_for.title(wait_for.input.parse(written));
  assertEquals(title({ role: "status", state: "hidden" }), "wait for status to be hidden");
  assertEquals(title({ url: { regex: "a" } }), `wait for URL "/a/"`);
  assertEquals(title({ response: { url: "**/x" } }), `wait for response "**/x"`);
  assertEquals(title({ duration: "2s" }), "wait for 2s");
});
