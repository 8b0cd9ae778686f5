import { fill } from "../../lib/actions/fill.ts";
import { pdf } from "../../lib/actions/pdf.ts";
import { assert, assertEquals, assertNotEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import { browserTest, type Fixture } from "./page_fixture.ts";
import { perform } from "./perform.ts";

function kept({ kept }: Fixture, path: string): string {
  return new TextDecoder("latin1").decode(kept.get(path));
}

browserTest("pdf keeps the page as it would be printed", async (open) => {
  const fixture = await open("<h1>Receipt</h1>");
  assertEquals(await perform(pdf, { file_name: "receipt", format: "A5" }, fixture), { path: "receipt.pdf" });
  await perform(pdf, { format: "A5", landscape: true }, fixture);
  assertStringIncludes(kept(fixture, "receipt.pdf"), "%PDF-");
  const box = (path: string) => /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(kept(fixture, path))?.slice(1).map(Number);
  const [width = 0, height = 0] = box("receipt.pdf") ?? [];
  assert(width < height, "upright");
  assertEquals(box("page.pdf"), [height, width]);
});

browserTest("pdf leaves out fields that hold secrets, and shows them again", async (open) => {
  const fixture = await open("<input>", { secrets: ["4242424242424242"] });
  await fixture.page.fill("input", "4242424242424242");
  await perform(pdf, { file_name: "open" }, fixture);
  await perform(fill, { css: "input", value: "4242424242424242" }, fixture);
  await perform(pdf, { file_name: "covered" }, fixture);
  assertNotEquals(kept(fixture, "open.pdf").length, kept(fixture, "covered.pdf").length);
  assertEquals(await fixture.page.isVisible("input"), true);
});

browserTest("pdf fails when the page is closed", async (open) => {
  const fixture = await open("");
  await fixture.page.close();
  await assertRejects(() => perform(pdf, {}, fixture), Error, "closed");
});
