import { clear } from "../../lib/actions/clear.ts";
import { focus } from "../../lib/actions/focus.ts";
import { press } from "../../lib/actions/press.ts";
import { type } from "../../lib/actions/type.ts";
import { assert, assertEquals, assertRejects } from "../assert.ts";
import { browserTest } from "./page_fixture.ts";
import { perform } from "./perform.ts";

const FORM = `<label>Name <input id="name" value="Ada"></label><label>Fixed <input id="fixed" disabled></label>
  <script>
    globalThis.keys = [];
    document.addEventListener("keydown", ({ key, ctrlKey }) => keys.push((ctrlKey ? "ctrl+" : "") + key));
  </script>`;

browserTest("type presses the keys one by one and keeps what is there", async (open) => {
  const fixture = await open(FORM);
  const started = performance.now();
  await perform(type, { label: "Name", keys: "b C", delay: "20ms" }, fixture);
  assert(performance.now() - started >= 60, "three keys with 20 ms each");
  assertEquals(await fixture.page.evaluate("keys"), ["b", " ", "C"]);
  assertEquals((await fixture.page.inputValue("#name")).length, "Adab C".length);
});

browserTest("type covers a field that a secret goes into", async (open) => {
  const fixture = await open(FORM, { secrets: ["hunter2"] });
  await perform(type, { label: "Name", keys: "hello" }, fixture);
  assertEquals(fixture.masked(), []);
  await perform(type, { label: "Name", keys: "hunter2" }, fixture);
  for (const element of fixture.masked()) assertEquals(await element.getAttribute("id"), "name");
  assertEquals(fixture.masked().length, 2);
});

browserTest("type fails when there is no such field", async (open) => {
  const fixture = await open(FORM, { timeoutMs: 1_500 });
  await assertRejects(() => perform(type, { label: "Nothing", keys: "a" }, fixture), Error, "Timeout");
});

browserTest("press sends a chord to an element, or to what has the focus", async (open) => {
  const fixture = await open(FORM);
  await perform(press, { key: "Control+A", label: "Name" }, fixture);
  await perform(press, { key: "Backspace" }, fixture);
  assertEquals(await fixture.page.inputValue("#name"), "");
  assertEquals(await fixture.page.evaluate("keys"), ["ctrl+Control", "ctrl+A", "Backspace"]);
});

browserTest("press fails on a key that does not exist", async (open) => {
  const fixture = await open(FORM, { timeoutMs: 1_500 });
  await assertRejects(() => perform(press, { key: "Entre" }, fixture), Error, 'Unknown key: "Entre"');
  await assertRejects(() => perform(press, { key: "Enter", label: "Nothing" }, fixture), Error, "Timeout");
});

Deno.test("press names the key and where it goes in its title", () => {
  assertEquals(press.title({ key: "Enter" }), "press Enter");
  assertEquals(press.title({ key: "Enter", label: "Name" }), 'press Enter in "Name"');
});

browserTest("focus gives an element the keyboard", async (open) => {
  const fixture = await open(FORM, { timeoutMs: 1_500 });
  await perform(focus, { label: "Name" }, fixture);
  assertEquals(await fixture.page.evaluate("document.activeElement.id"), "name");
  await assertRejects(() => perform(focus, { label: "Nothing" }, fixture), Error, "Timeout");
});

browserTest("clear empties a field, and waits until it can", async (open) => {
  const fixture = await open(FORM, { timeoutMs: 1_500 });
  await perform(clear, { label: "Name" }, fixture);
  assertEquals(await fixture.page.inputValue("#name"), "");
  await assertRejects(() => perform(clear, { label: "Fixed" }, fixture), Error, "not enabled");
});
