import { ActionError } from "../../lib/actions/action_error.ts";
import { back } from "../../lib/actions/back.ts";
import { close_page } from "../../lib/actions/close_page.ts";
import { forward } from "../../lib/actions/forward.ts";
import { goto } from "../../lib/actions/goto.ts";
import { open_page } from "../../lib/actions/open_page.ts";
import { reload } from "../../lib/actions/reload.ts";
import { armTriggers, TRIGGERS } from "../../lib/actions/triggers.ts";
import type { StepData } from "../../lib/actions/define_action.ts";
import { assertEquals, assertLess, assertRejects } from "../assert.ts";
import { browserTest, type Fixture, htmlResponse, type OpenPage } from "./page_fixture.ts";
import { perform } from "./perform.ts";

const ASKING = `<input><script>addEventListener("beforeunload", (event) => event.preventDefault())</script>`;

/** Every way to leave a page, as it would stand in a file. */
const WAYS = [
  { what: "reload", step: (fixture: Fixture) => perform(reload, {}, fixture) },
  { what: "goto /other", step: (fixture: Fixture) => perform(goto, { url: "/other" }, fixture) },
  { what: "go back", step: (fixture: Fixture) => perform(back, {}, fixture) },
  { what: "go forward", step: (fixture: Fixture) => perform(forward, {}, fixture) },
  { what: "close page", step: (fixture: Fixture) => perform(close_page, {}, fixture) },
  { what: 'close page "asking"', step: (fixture: Fixture) => perform(close_page, { page: "asking" }, fixture) },
] as const;

/** A page, with one before and one after it, that asks whether it is to be left: somebody has typed something. */
async function openAsking(open: OpenPage): Promise<Fixture> {
  const site = (request: Request) => htmlResponse(new URL(request.url).pathname === "/ask" ? ASKING : "<p>Other");
  const fixture = await open(site, { timeoutMs: 5_000 });
  await perform(open_page, { page: "asking", url: "/" }, fixture);
  const { page } = fixture.context();
  for (const path of ["/ask", "/after"]) await page.goto(`${fixture.baseUrl}${path}`);
  await page.goBack();
  await page.type("input", "a");
  return fixture;
}

/** Runs a step with a trigger for a dialog. */
async function withDialog(dialog: string, fixture: Fixture, step: (fixture: Fixture) => Promise<StepData>) {
  const armed = await armTriggers(TRIGGERS.parse({ dialog }), fixture.context());
  try {
    await step(fixture);
    return await armed.settle();
  } finally {
    armed.dispose();
  }
}

for (const { what, step } of WAYS) {
  browserTest(`${what} says that the page asked to stay, and by which dialog`, async (open) => {
    const fixture = await openAsking(open);
    const { page } = fixture.context();
    const startedMs = performance.now();
    const error = await assertRejects(() => withDialog("dismiss", fixture, step), ActionError);
    assertEquals([error.errorClass, error.message], [
      "navigation",
      `Cannot ${what}: found that the page asked to stay by a dialog (beforeunload), and the step dismissed it, expected it to leave`,
    ]);
    assertLess(performance.now() - startedMs, 4_000, "nobody waits for the deadline");
    assertEquals([page.isClosed(), page.url()], [false, `${fixture.baseUrl}/ask`]);
    assertEquals(await withDialog("accept", fixture, step), { dialog: { type: "beforeunload", message: "" } });
    assertEquals(page.isClosed() || page.url() !== `${fixture.baseUrl}/ask` || what === "reload", true);
  });
}

for (const { what, step } of WAYS) {
  browserTest(`${what} that was refused has ended on a slow machine when the next step begins`, async (open) => {
    const fixture = await openAsking(open);
    const { page } = fixture.context();
    const chromium = await page.context().newCDPSession(page);
    await chromium.send("Emulation.setCPUThrottlingRate", { rate: 20 });
    await assertRejects(() => withDialog("dismiss", fixture, step), ActionError);
    assertEquals(await withDialog("accept", fixture, step), { dialog: { type: "beforeunload", message: "" } });
  });
}

browserTest("close_page closes a page that does not answer", async (open) => {
  const fixture = await openAsking(open);
  const { page } = fixture.context();
  await page.evaluate("void setTimeout(() => { for (;;); })");
  await perform(close_page, {}, fixture);
  assertEquals(page.isClosed(), true);
});

browserTest("close_page closes a page whose question no step expects", async (open) => {
  const fixture = await openAsking(open);
  const { page } = fixture.context();
  await perform(close_page, {}, fixture);
  assertEquals(page.isClosed(), true);
});
