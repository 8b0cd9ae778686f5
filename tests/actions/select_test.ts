import { ActionError } from "../../lib/actions/action_error.ts";
import { select } from "../../lib/actions/select.ts";
import { assertEquals, assertRejects } from "../assert.ts";
import { browserTest, type Fixture } from "./page_fixture.ts";
import { perform, problemsOf } from "./perform.ts";

const OPTIONS =
  `<option value="a">Assam</option><option value="c">Ceylon</option><option value="d">Darjeeling</option>`;
const FORM = `<label for="tea">Tea</label><select id="tea">${OPTIONS}</select>
  <label for="teas">Teas</label><select id="teas" multiple>${OPTIONS}</select>`;

function chosen({ page }: Fixture, id: string): Promise<unknown> {
  return page.evaluate(`Array.from(document.querySelector("#${id}").selectedOptions, (option) => option.value)`);
}

browserTest("select chooses by label, value or position", async (open) => {
  const fixture = await open(FORM);
  for (const [input, value] of [[{ option: "Ceylon" }, "c"], [{ value: "d" }, "d"], [{ index: 0 }, "a"]] as const) {
    await perform(select, { label: "Tea", ...input }, fixture);
    assertEquals(await chosen(fixture, "tea"), [value]);
  }
});

browserTest("select chooses several, and no others", async (open) => {
  const fixture = await open(FORM);
  await perform(select, { label: "Teas", option: ["Assam", "Darjeeling"] }, fixture);
  assertEquals(await chosen(fixture, "teas"), ["a", "d"]);
  await perform(select, { label: "Teas", index: [1] }, fixture);
  assertEquals(await chosen(fixture, "teas"), ["c"]);
});

browserTest("select fails on an option that is not there", async (open) => {
  const fixture = await open(FORM, { timeoutMs: 1_500 });
  const error = await assertRejects(() => perform(select, { label: "Tea", option: "Coffee" }, fixture), ActionError);
  assertEquals(
    error.message,
    'Cannot select in "Tea": found only the options "Assam", "Ceylon", "Darjeeling", expected "Coffee"',
  );
  assertEquals(error.details.expected, 'an option of label "Coffee"');
  const value = await assertRejects(() => perform(select, { label: "Tea", value: "x" }, fixture), ActionError);
  assertEquals(value.details.actual, '"a", "c", "d"');
  await assertRejects(() => perform(select, { label: "Coffee", index: 0 }, fixture), Error, "Timeout");
});

Deno.test("select takes one way to name an option", () => {
  const message = (found: string) => [`expected one of option, value, index, found ${found}`];
  assertEquals(problemsOf(select, { label: "Tea" }), message("none"));
  assertEquals(problemsOf(select, { label: "Tea", option: "a", index: 1 }), message("option and index"));
});
