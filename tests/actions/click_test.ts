import { click } from "../../lib/actions/click.ts";
import { double_click } from "../../lib/actions/double_click.ts";
import { hover } from "../../lib/actions/hover.ts";
import { right_click } from "../../lib/actions/right_click.ts";
import { assertEquals, assertRejects } from "../assert.ts";
import { browserTest, type Fixture } from "./page_fixture.ts";
import { perform, problemsOf } from "./perform.ts";

/** Every event of the pad with its button, its place and the modifiers that were held. */
const PAD = `<button id="pad" style="width: 100px; height: 40px; border: 0">Pad</button><button disabled>Off</button>
  <script>
    globalThis.seen = [];
    const log = (event) => {
      const held = ["alt", "ctrl", "meta", "shift"].filter((key) => event[key + "Key"]);
      seen.push([event.type, event.button, event.offsetX + "," + event.offsetY, ...held].join(" "));
    };
    for (const type of ["click", "dblclick", "contextmenu", "auxclick", "mouseenter"]) {
      document.querySelector("#pad").addEventListener(type, log);
    }
  </script>`;

async function seen({ page }: Fixture): Promise<readonly unknown[]> {
  const all = await page.evaluate<string[]>("seen");
  return all.filter((line) => !line.startsWith("mouseenter"));
}

browserTest("click clicks the middle of an element with the left button", async (open) => {
  const fixture = await open(PAD);
  await perform(click, { text: "Pad" }, fixture);
  assertEquals(await seen(fixture), ["click 0 50,20"]);
});

browserTest("click takes button, count, modifiers and position", async (open) => {
  const fixture = await open(PAD);
  const input = { css: "#pad", count: 2, modifiers: ["Shift", "Alt"], position: { x: 3, y: 4 } };
  await perform(click, input, fixture);
  await perform(click, { css: "#pad", button: "middle", modifiers: "Control" }, fixture);
  assertEquals(await seen(fixture), [
    "click 0 3,4 alt shift",
    "click 0 3,4 alt shift",
    "dblclick 0 3,4 alt shift",
    "auxclick 1 50,20 ctrl",
  ]);
});

browserTest("click waits for an element to be enabled, unless it is forced", async (open) => {
  const fixture = await open(PAD, { timeoutMs: 1_500 });
  await assertRejects(() => perform(click, { text: "Off" }, fixture), Error, "not enabled");
  await perform(click, { text: "Off", force: true }, fixture);
});

browserTest("click fails on two elements", async (open) => {
  const fixture = await open(PAD, { timeoutMs: 1_500 });
  await assertRejects(() => perform(click, { role: "button" }, fixture), Error, "strict mode violation");
});

browserTest("double_click ends in a dblclick", async (open) => {
  const fixture = await open(PAD, { timeoutMs: 1_500 });
  await perform(double_click, { text: "Pad", position: { x: 1, y: 2 } }, fixture);
  assertEquals(await seen(fixture), ["click 0 1,2", "click 0 1,2", "dblclick 0 1,2"]);
  await assertRejects(() => perform(double_click, { text: "Nothing" }, fixture), Error, "Timeout");
});

browserTest("right_click opens the context menu", async (open) => {
  const fixture = await open(PAD, { timeoutMs: 1_500 });
  await perform(right_click, { text: "Pad", modifiers: ["Shift"] }, fixture);
  assertEquals(await seen(fixture), ["contextmenu 2 50,20 shift", "auxclick 2 50,20 shift"]);
  await assertRejects(() => perform(right_click, { text: "Off" }, fixture), Error, "not enabled");
});

browserTest("hover moves the pointer over an element", async (open) => {
  const fixture = await open(PAD, { timeoutMs: 1_500 });
  await perform(hover, { text: "Pad", position: { x: 5, y: 6 }, modifiers: ["Alt"] }, fixture);
  assertEquals(await fixture.page.evaluate("seen"), ["mouseenter 0 5,6 alt"]);
  await assertRejects(() => perform(hover, { text: "Nothing" }, fixture), Error, "Timeout");
});

Deno.test("click refuses what it does not know", () => {
  assertEquals(problemsOf(click, { text: "Pad", modifiers: ["Ctrl"] }), [
    'expected one of Alt, Control, ControlOrMeta, Meta, Shift, found "Ctrl"',
  ]);
  assertEquals(problemsOf(click, { text: "Pad", count: 0 }), ["expected a whole number of at least 1, found 0"]);
  assertEquals(problemsOf(hover, { text: "Pad", button: "left" }), ['Unrecognized key: "button"']);
});
