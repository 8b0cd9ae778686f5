import { expect_screenshot } from "../../lib/actions/expect_screenshot.ts";
import { pdf } from "../../lib/actions/pdf.ts";
import { screenshot } from "../../lib/actions/screenshot.ts";
import { assertEquals, assertGreater } from "../assert.ts";
import { browserTest, type Fixture, htmlResponse, type OpenPage } from "./page_fixture.ts";
import { perform } from "./perform.ts";

const STYLE = `<style>@font-face { font-family: late; src: url(/font) } h1 { font-family: late }</style>`;

/** A page whose font never comes. */
async function openWithoutFonts(open: OpenPage, html: string): Promise<Fixture> {
  const never = Promise.withResolvers<Response>();
  const fixture = await open((request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/font") return never.promise;
    return htmlResponse(pathname === "/empty" ? "" : html);
  }, { path: "/empty", timeoutMs: 6_000, updateSnapshots: true });
  await fixture.page.goto(fixture.baseUrl, { waitUntil: "commit" });
  // The server waits for its answers when it is closed.
  fixture.page.once("close", () => never.resolve(new Response(null)));
  return fixture;
}

const ACTIONS_WITH_PICTURES = [
  { what: "screenshot of a page", action: screenshot, input: { file_name: "a" }, named: "take screenshot" },
  { what: "screenshot of an element", action: screenshot, input: { css: "h1" }, named: "take screenshot" },
  { what: "pdf", action: pdf, input: {}, named: "print pdf" },
  { what: "expect_screenshot", action: expect_screenshot, input: { file_name: "a" }, named: "compare page" },
] as const;

for (const { what, action, input, named } of ACTIONS_WITH_PICTURES) {
  browserTest(`${what} does without a font that never comes, and says so`, async (open) => {
    const fixture = await openWithoutFonts(open, `${STYLE}<h1>Cup</h1>`);
    // Each has an input of its own.
    await perform(action as typeof screenshot, input, fixture);
    const said = `Cannot ${named} with all fonts: found some that did not come, expected all; it is without them`;
    assertEquals(fixture.degraded, [said]);
  });
}

browserTest("screenshot waits for a font that comes late", async (open) => {
  const font = Promise.withResolvers<Response>();
  const asked = Promise.withResolvers<void>();
  const fixture = await open((request) => {
    const { pathname } = new URL(request.url);
    if (pathname !== "/font") return htmlResponse(pathname === "/" ? "" : `${STYLE}<h1>Cup</h1>`);
    asked.resolve();
    return font.promise;
  }, { timeoutMs: 10_000 });
  await fixture.page.goto(`${fixture.baseUrl}/cup`, { waitUntil: "commit" });
  const taken = perform(screenshot, {}, fixture);
  await asked.promise;
  font.resolve(new Response("no font", { status: 404 }));
  await taken;
  assertEquals(fixture.degraded, []);
  assertGreater(fixture.kept.get("screenshot.png")?.length ?? 0, 0);
});
