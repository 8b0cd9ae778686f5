import { html } from "../../lib/report/html.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "../assert.ts";
import { renderSample } from "./render_sample.ts";
import { parseHtml } from "./well_formed.ts";

/** All that the report is made of: anything else came out of a text. */
const ELEMENTS =
  "html head meta title style body header h1 dl dt dd code pre nav label b input main details summary span div ol li svg rect a img";

for (const sample of ["everything", "hostile"]) {
  Deno.test(`html of the run "${sample}" has no element, no handler and no address that it did not mean to have`, () => {
    for (const { name, attributes } of parseHtml(renderSample(html, sample))) {
      assert(ELEMENTS.split(" ").includes(name), `found <${name}>`);
      for (const [key, value] of Object.entries(attributes)) {
        assert(!key.startsWith("on") && key !== "style", `found ${key} in <${name}>`);
        if (key === "src" || key === "href") assertMatch(value, /^\.\/[\w.%/~!*'()-]*$/);
      }
    }
  });
}

Deno.test("html forbids scripts and everything from elsewhere", () => {
  const policy = parseHtml(renderSample(html, "failed")).find(({ attributes }) =>
    attributes["http-equiv"] === "Content-Security-Policy"
  );
  assertStringIncludes(policy?.attributes.content ?? "", "default-src 'none'");
});

Deno.test("html unfolds what failed and folds what passed", () => {
  const flows = parseHtml(renderSample(html, "everything"))
    .filter(({ name, attributes }) => name === "details" && attributes.class?.startsWith("flow "))
    .map(({ attributes }) => [attributes.class, "open" in attributes]);
  assertEquals(flows, [
    ["flow failed", true],
    ["flow passed", false],
    ["flow flaky", false],
    ["flow broken", true],
    ["flow interrupted", true],
    ["flow skipped", false],
    ["flow passed", false],
    ["flow passed", false],
    ["flow failed", true],
  ]);
});

Deno.test("html has a filter for each status that occurs", () => {
  const ids = parseHtml(renderSample(html, "flaky"))
    .filter(({ name }) => name === "input")
    .map(({ attributes }) => attributes.id);
  assertEquals(ids, ["show-all", "show-passed", "show-flaky"]);
});

Deno.test("html links screenshots relative to where it is", () => {
  const image = parseHtml(renderSample(html, "failed", "../out put/")).find(({ name }) => name === "img");
  assertEquals(image?.attributes.src, "./../out%20put/checkout/1/5-failed.png");
});

Deno.test("html draws the bar of a step where it ran within its attempt", () => {
  const bars = parseHtml(renderSample(html, "failed")).filter(({ name }) => name === "rect");
  assertEquals(bars.slice(0, 2).map(({ attributes }) => [attributes.x, attributes.width]), [
    ["0.00", "3.97"],
    ["3.97", "1.00"],
  ]);
});

Deno.test("html shows the error of nested steps once", () => {
  const text = renderSample(html, "nested");
  assertEquals(text.split("Cannot click button &quot;Pay&quot;").length - 1, 1);
});
