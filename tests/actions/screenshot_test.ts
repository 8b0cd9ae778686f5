import { screenshot } from "../../lib/actions/screenshot.ts";
import { assertEquals, assertRejects } from "../assert.ts";
import { browserTest, type Fixture } from "./page_fixture.ts";
import { perform, problemsOf } from "./perform.ts";

const PAGE = `<style>body { margin: 0 }</style><div id="box" style="width: 30px; height: 20px; background: teal"></div>
  <div style="height: 3000px"></div>`;

/** Width and height of a kept PNG (its IHDR, RFC 2083 11.2.2). */
function size({ kept }: Fixture, path: string): readonly [number, number] {
  const bytes = kept.get(path);
  if (bytes === undefined) throw new Error(`nothing was kept as ${path}: ${[...kept.keys()]}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
}

browserTest("screenshot keeps what is in view, the whole page or one element", async (open) => {
  const fixture = await open(PAGE);
  assertEquals(await perform(screenshot, { file_name: "view" }, fixture), { path: "view.png" });
  await perform(screenshot, { file_name: "whole.png", full_page: true }, fixture);
  await perform(screenshot, { css: "#box" }, fixture);
  assertEquals(size(fixture, "view.png"), [1280, 720]);
  assertEquals(size(fixture, "whole.png"), [1280, 3020]);
  assertEquals(size(fixture, "screenshot.png"), [30, 20]);
});

browserTest("screenshot fails when there is no such element", async (open) => {
  const fixture = await open(PAGE, { timeoutMs: 200 });
  await assertRejects(() => perform(screenshot, { css: "#nothing" }, fixture), Error, "Timeout");
});

Deno.test("screenshot takes the whole page or an element, not both", () => {
  assertEquals(problemsOf(screenshot, { css: "p", full_page: true }), ["goes only without a locator"]);
});
