import { scroll } from "../../lib/actions/scroll.ts";
import { viewport } from "../../lib/actions/viewport.ts";
import { assertEquals, assertRejects } from "../assert.ts";
import { browserTest, type Fixture } from "./page_fixture.ts";
import { perform, problemsOf } from "./perform.ts";

const PAGE = `<style>html { scroll-behavior: smooth } body { margin: 0 }</style>
  <div id="box" style="width: 100px; height: 100px; overflow: auto"><div style="width: 500px; height: 700px"></div></div>
  <div style="height: 5000px"></div><p id="end">End</p>`;

const top = ({ page }: Fixture) => page.evaluate<number>("scrollY");

browserTest("scroll brings an element into view", async (open) => {
  const fixture = await open(PAGE);
  await perform(scroll, { text: "End" }, fixture);
  await fixture.context().expect(fixture.page.getByText("End")).toBeInViewport();
});

browserTest("scroll moves the page to an end or by a distance, at once", async (open) => {
  const fixture = await open(PAGE);
  await perform(scroll, { by: { y: 120 } }, fixture);
  assertEquals(await top(fixture), 120);
  await perform(scroll, { by: { y: -20 } }, fixture);
  assertEquals(await top(fixture), 100);
  await perform(scroll, { to: "bottom" }, fixture);
  assertEquals(await fixture.page.evaluate("scrollY + innerHeight === document.documentElement.scrollHeight"), true);
  await perform(scroll, { to: "top" }, fixture);
  assertEquals(await top(fixture), 0);
});

browserTest("scroll moves what an element holds", async (open) => {
  const fixture = await open(PAGE);
  await perform(scroll, { css: "#box", to: "right" }, fixture);
  await perform(scroll, { css: "#box", by: { x: -10, y: 50 } }, fixture);
  const box = fixture.page.locator("#box");
  assertEquals(await box.evaluate((element: { scrollTop: number }) => element.scrollTop), 50);
  const fromRight = await box.evaluate((element: { scrollLeft: number; scrollWidth: number; clientWidth: number }) =>
    element.scrollWidth - element.clientWidth - element.scrollLeft
  );
  assertEquals(fromRight, 10);
  assertEquals(await top(fixture), 0);
});

browserTest("scroll moves a page without a doctype", async (open) => {
  const headers = { "content-type": "text/html" };
  const fixture = await open(() => new Response("<div style='height: 5000px'></div>", { headers }));
  await perform(scroll, { by: { y: 120 } }, fixture);
  assertEquals(await top(fixture), 120);
});

browserTest("scroll fails when there is no such element", async (open) => {
  const fixture = await open(PAGE, { timeoutMs: 1_500 });
  await assertRejects(() => perform(scroll, { text: "Nothing" }, fixture), Error, "Timeout");
});

Deno.test("scroll needs to know where to", () => {
  assertEquals(problemsOf(scroll, {}), ["expected a locator, to or by, found none"]);
  assertEquals(problemsOf(scroll, { to: "top", by: { y: 1 } }), ["expected at most one of to, by, found to and by"]);
});

browserTest("viewport changes the size of the page", async (open) => {
  const fixture = await open(PAGE);
  await perform(viewport, { width: 400, height: 300 }, fixture);
  assertEquals(await fixture.page.evaluate("innerWidth + 'x' + innerHeight"), "400x300");
});

Deno.test("viewport refuses a size of nothing", () => {
  const message = "expected a whole number of at least 1, found 0";
  assertEquals(problemsOf(viewport, { width: 0, height: 300 }), [message]);
});
