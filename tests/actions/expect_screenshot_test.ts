import { expect_screenshot } from "../../lib/actions/expect_screenshot.ts";
import { fill } from "../../lib/actions/fill.ts";
import { pngSize, readPng, writePng } from "../../lib/actions/png.ts";
import { ActionError } from "../../lib/actions/action_error.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import { browserTest, type Fixture, type FixtureOptions, type OpenPage } from "./page_fixture.ts";
import { perform, problemsOf } from "./perform.ts";

const PAGE = `<style>body { margin: 0 } #box { width: 40px; height: 20px; background: teal }</style>
  <div id="box"></div><p>Teapot</p><time>12:00</time><input value="hunter2">`;

const FOLDER = "a.screenshots";
const BOX = { file_name: "box", css: "#box" };

/** Writes the baseline of an input, then gives a page to compare with it. */
async function openWritten(open: OpenPage, input: unknown, options: FixtureOptions = {}): Promise<Fixture> {
  const writing = await open(PAGE, { updateSnapshots: true, timeoutMs: 5_000 });
  await perform(expect_screenshot, input, writing);
  const fixture = await open(PAGE, options);
  await Deno.rename(`${writing.folder}/${FOLDER}`, `${fixture.folder}/${FOLDER}`);
  return fixture;
}

function failureOf(input: unknown, fixture: Fixture): Promise<ActionError> {
  return assertRejects(() => perform(expect_screenshot, input, fixture), ActionError);
}

browserTest("expect_screenshot fails without a baseline, keeps the picture and says how to write it", async (open) => {
  const fixture = await open(PAGE);
  const error = await failureOf(BOX, fixture);
  assertEquals(error.errorClass, "assertion");
  assertEquals(error.message, `Expected css "#box" like "${FOLDER}/box-chromium-linux.png": found no such picture`);
  assertEquals(error.details.hint, "run with --update-snapshots to write it");
  assertEquals([...fixture.kept.keys()], ["actual-box.png"]);
});

browserTest("expect_screenshot writes the baseline with --update-snapshots, and then it fits", async (open) => {
  const fixture = await open(PAGE, { updateSnapshots: true });
  const path = `${FOLDER}/box-chromium-linux.png`;
  const written = { baseline: path, different_pixels: null, written: true };
  assertEquals(await perform(expect_screenshot, BOX, fixture), written);
  assertEquals(pngSize(await Deno.readFile(`${fixture.folder}/${path}`)), { width: 40, height: 20 });
  assertEquals(await perform(expect_screenshot, BOX, fixture), { ...written, different_pixels: 0, written: false });
  await fixture.page.locator("#box").evaluate((box) => box.setAttribute("style", "background: red"));
  assertEquals(await perform(expect_screenshot, BOX, fixture), { ...written, different_pixels: 800 });
});

browserTest("expect_screenshot shows what is different", async (open) => {
  const fixture = await openWritten(open, BOX, { timeoutMs: 3_000 });
  assertEquals((await perform(expect_screenshot, BOX, fixture)).different_pixels, 0);
  await fixture.page.locator("#box").evaluate((box) =>
    box.innerHTML = "<p style='width:10px;height:20px;background:red'>"
  );
  const error = await failureOf(BOX, fixture);
  assertStringIncludes(error.message, "found 200 of 800 pixels different (25.00 %), expected at most 0");
  assertStringIncludes(error.details.hint ?? "", "--update-snapshots");
  assertEquals([...fixture.kept.keys()].sort(), ["actual-box.png", "diff-box.png", "expected-box.png"]);
  const { rgba } = await readPng(fixture.kept.get("diff-box.png") ?? new Uint8Array());
  assertEquals([...rgba.subarray(0, 4)], [255, 0, 0, 255]);
});

browserTest("expect_screenshot tolerates as many pixels as it is told, of two limits the narrower", async (open) => {
  const fixture = await openWritten(open, BOX, { timeoutMs: 3_000 });
  await fixture.page.locator("#box").evaluate((box) =>
    box.innerHTML = "<p style='width:10px;height:20px;background:red'>"
  );
  const limits = { max_diff_pixels: 200, max_diff_ratio: 0.25 };
  assertEquals((await perform(expect_screenshot, { ...BOX, ...limits }, fixture)).different_pixels, 200);
  await failureOf({ ...BOX, ...limits, max_diff_pixels: 199 }, fixture);
  await failureOf({ ...BOX, ...limits, max_diff_ratio: 0.24 }, fixture);
});

browserTest("expect_screenshot tolerates colours that are as near as threshold says", async (open) => {
  const fixture = await openWritten(open, BOX, { timeoutMs: 3_000 });
  await fixture.page.locator("#box").evaluate((box) => box.setAttribute("style", "background: rgb(0, 140, 128)"));
  assertEquals((await perform(expect_screenshot, BOX, fixture)).different_pixels, 0);
  await failureOf({ ...BOX, threshold: 0.01 }, fixture);
});

browserTest("expect_screenshot tells sizes apart", async (open) => {
  const fixture = await openWritten(open, BOX, { timeoutMs: 3_000 });
  await fixture.page.locator("#box").evaluate((box) => box.setAttribute("style", "height: 30px"));
  const error = await failureOf(BOX, fixture);
  assertStringIncludes(error.message, "found 40×30 pixels, expected 40×20 pixels");
  assertEquals([...fixture.kept.keys()], ["actual-box.png", "expected-box.png"]);
});

browserTest("expect_screenshot covers masks and fields that hold secrets", async (open) => {
  const input = { file_name: "page", mask: [{ css: "time" }] };
  const writing = await open(PAGE, { updateSnapshots: true, secrets: ["hunter2"] });
  await perform(fill, { css: "input", value: "hunter2" }, writing);
  await perform(expect_screenshot, input, writing);
  await writing.page.evaluate(`document.querySelector("time").textContent = "12:01"`);
  await writing.page.locator("input").fill("hunter3");
  assertEquals((await perform(expect_screenshot, input, writing)).written, false);
  await writing.page.evaluate(`document.querySelector("p").textContent = "Mug"`);
  assertEquals((await perform(expect_screenshot, input, writing)).written, true);
});

browserTest("expect_screenshot waits until the page looks as it should", async (open) => {
  const fixture = await openWritten(open, BOX, { timeoutMs: 5_000 });
  await fixture.page.evaluate(`document.querySelector("#box").style.background = "red";
    setTimeout(() => document.querySelector("#box").style.background = "teal", 600)`);
  assertEquals((await perform(expect_screenshot, BOX, fixture)).different_pixels, 0);
});

browserTest("expect_screenshot fails in time when the page never stands still", async (open) => {
  const fixture = await openWritten(open, BOX, { timeoutMs: 1_000 });
  await fixture.page.evaluate(`setInterval(() => {
    const box = document.querySelector("#box");
    box.style.background = "rgb(" + [1, 2, 3].map(() => Math.random() * 255) + ")";
  }, 5)`);
  const before = performance.now();
  const error = await failureOf(BOX, fixture);
  assertStringIncludes(error.message, "found it still changing");
  assertEquals(performance.now() - before < 2_000, true);
});

browserTest("expect_screenshot stops animations and hides the caret", async (open) => {
  const page = `<style>@keyframes turn { to { background: red } }
    input { outline: none; animation: turn 200ms infinite alternate; caret-color: red; font-size: 40px }</style><input>`;
  const fixture = await open(page, { updateSnapshots: true, timeoutMs: 3_000 });
  assertEquals((await perform(expect_screenshot, { file_name: "field" }, fixture)).written, true);
  await fixture.page.locator("input").focus();
  assertEquals((await perform(expect_screenshot, { file_name: "field" }, fixture)).written, false);
});

browserTest("expect_screenshot takes the whole page", async (open) => {
  const fixture = await open(`<div style="height: 3000px"></div>`, { updateSnapshots: true, timeoutMs: 5_000 });
  await perform(expect_screenshot, { file_name: "whole.png", full_page: true }, fixture);
  const bytes = await Deno.readFile(`${fixture.folder}/${FOLDER}/whole-chromium-linux.png`);
  assertEquals(pngSize(bytes)?.width, 1280);
  assertEquals((pngSize(bytes)?.height ?? 0) > 3_000, true);
});

browserTest("expect_screenshot says when the baseline is no picture", async (open) => {
  const fixture = await open(PAGE, { timeoutMs: 3_000 });
  await Deno.mkdir(`${fixture.folder}/${FOLDER}`);
  const path = `${fixture.folder}/${FOLDER}/box-chromium-linux.png`;
  await Deno.writeTextFile(path, "no picture");
  assertStringIncludes((await failureOf(BOX, fixture)).message, "cannot read that picture: found no PNG");
  const whole = await writePng({ width: 40, height: 20, rgba: new Uint8Array(40 * 20 * 4) });
  await Deno.writeFile(path, whole.subarray(0, 60));
  assertStringIncludes((await failureOf(BOX, fixture)).message, "cannot read that picture: ");
});

Deno.test("expect_screenshot takes a name, and shares from 0 to 1", () => {
  assertEquals(problemsOf(expect_screenshot, { file_name: "../a" }), ['expected a file name, found "../a"']);
  assertEquals(problemsOf(expect_screenshot, { file_name: ".." }), ['expected a file name, found ".."']);
  assertEquals(problemsOf(expect_screenshot, { file_name: "a", threshold: 2 }), [
    "expected a number from 0 to 1, found 2",
  ]);
  assertEquals(problemsOf(expect_screenshot, { file_name: "a", css: "p", full_page: true }), [
    "goes only without a locator",
  ]);
});
