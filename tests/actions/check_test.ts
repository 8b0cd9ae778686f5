import { check } from "../../lib/actions/check.ts";
import { uncheck } from "../../lib/actions/uncheck.ts";
import { assertEquals, assertRejects } from "../assert.ts";
import { browserTest } from "./page_fixture.ts";
import { perform } from "./perform.ts";

const FORM =
  `<label><input type="checkbox" id="gift"> Gift wrap</label><label><input type="radio" id="express"> Express</label>
  <label><input type="checkbox" disabled checked> Rum</label><button>Pay</button>`;

browserTest("check ticks, and leaves ticked what is", async (open) => {
  const fixture = await open(FORM);
  for (let time = 0; time < 2; time++) await perform(check, { label: "Gift wrap" }, fixture);
  await perform(check, { label: "Express", position: { x: 2, y: 2 } }, fixture);
  assertEquals(await fixture.page.isChecked("#gift"), true);
  assertEquals(await fixture.page.isChecked("#express"), true);
});

browserTest("uncheck takes the tick off, and leaves empty what is", async (open) => {
  const fixture = await open(FORM);
  await fixture.page.check("#gift");
  for (let time = 0; time < 2; time++) await perform(uncheck, { label: "Gift wrap" }, fixture);
  assertEquals(await fixture.page.isChecked("#gift"), false);
});

browserTest("check fails on what cannot be ticked", async (open) => {
  const fixture = await open(FORM, { timeoutMs: 1_500 });
  await assertRejects(() => perform(check, { role: "button" }, fixture), Error, "Not a checkbox or radio button");
});

browserTest("uncheck fails on a disabled checkbox", async (open) => {
  const fixture = await open(FORM, { timeoutMs: 1_500 });
  await assertRejects(() => perform(uncheck, { label: "Rum" }, fixture), Error, "not enabled");
});
