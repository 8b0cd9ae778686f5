import { ActionError } from "../../lib/actions/action_error.ts";
import { drag } from "../../lib/actions/drag.ts";
import { assertEquals, assertRejects } from "../assert.ts";
import { browserTest } from "./page_fixture.ts";
import { perform } from "./perform.ts";

const PAGE = `<style>body { margin: 0 } div { width: 100px; height: 50px }</style>
  <div id="from" draggable="true">Teapot</div><div id="to">Basket</div>
  <script>
    globalThis.seen = [];
    const log = (event) => seen.push([event.type, event.offsetX, event.offsetY, event.shiftKey].join(" "));
    document.querySelector("#from").ondragstart = log;
    document.querySelector("#to").ondragover = (event) => event.preventDefault();
    document.querySelector("#to").ondrop = log;
    document.onkeyup = (event) => seen.push("up " + event.key);
  </script>`;

browserTest("drag drops an element on another", async (open) => {
  const fixture = await open(PAGE);
  await perform(drag, { from: { text: "Teapot" }, to: { css: "#to", position: { x: 7, y: 8 } } }, fixture);
  assertEquals(await fixture.page.evaluate("seen"), ["dragstart 50 25 false", "drop 7 8 false"]);
});

browserTest("drag holds modifiers meanwhile, and lets them go also when it fails", async (open) => {
  const fixture = await open(PAGE, { timeoutMs: 1_500 });
  const from = { css: "#from", position: { x: 1, y: 2 } };
  await perform(drag, { from, to: { css: "#to" }, modifiers: "Shift" }, fixture);
  assertEquals(await fixture.page.evaluate("seen"), ["dragstart 1 2 true", "drop 50 25 true", "up Shift"]);
  const input = { from, to: { text: "Nothing" }, modifiers: ["Alt"] };
  const error = await assertRejects(() => perform(drag, input, fixture), ActionError);
  assertEquals(error.message, 'Cannot drag: found no element for "Nothing", expected 1 element');
  assertEquals(await fixture.page.evaluate("seen.at(-1)"), "up Alt");
});
