import { ActionError } from "../../lib/actions/action_error.ts";
import { expect_accessible } from "../../lib/actions/expect_accessible.ts";
import { assertEquals, assertMatch, assertRejects } from "../assert.ts";
import { browserTest, type Fixture, htmlResponse } from "./page_fixture.ts";
import { perform, problemsOf } from "./perform.ts";

const GOOD = `<main><h1>Tea</h1><p>All kinds</p></main>`;
const BROKEN = `<main><h1>Tea</h1><img src="data:," id="picture"><label>Name</label><input id="name"></main>`;
/** axe takes a second or more on a machine with much to do. */
const SLOW = { timeoutMs: 10_000 };

function failure(fixture: Fixture, input: unknown = {}): Promise<ActionError> {
  return assertRejects(() => perform(expect_accessible, input, fixture), ActionError);
}

function rulesOf({ details }: ActionError): readonly string[] {
  return (details.actual ?? "").split("\n").filter((line) => !line.startsWith(" ")).map((line) =>
    line.split(":")[0] ?? ""
  );
}

browserTest("expect_accessible passes on a page that breaks no rule, and counts rules", async (open) => {
  const fixture = await open(`<html lang="en">${GOOD}`, SLOW);
  const { passed, violations } = await perform(expect_accessible, { impact: "serious" }, fixture);
  assertEquals(violations, 0);
  assertEquals(typeof passed === "number" && passed > 3, true);
});

browserTest("expect_accessible lists the rules that are broken, with their elements", async (open) => {
  const fixture = await open(BROKEN, SLOW);
  const error = await failure(fixture, { rules: ["image-alt", "label"] });
  assertEquals([error.errorClass, error.message], [
    "assertion",
    "Expected page to be accessible: found 2 broken rules",
  ]);
  assertEquals(rulesOf(error), ["critical image-alt", "critical label"]);
  assertMatch(error.details.actual ?? "", /\n {2}<img src="data:," id="picture">\n/);
  assertMatch(error.details.hint ?? "", /^what each rule wants: https:/);
});

browserTest("expect_accessible looks only within an element, and leaves out what is excluded", async (open) => {
  const fixture = await open(`<main>${BROKEN}<div id="part"><img src="data:,"></div></main>`, SLOW);
  const within = await failure(fixture, { within: { css: "#part" }, rules: ["image-alt", "label"] });
  assertEquals(rulesOf(within), ["critical image-alt"]);
  assertEquals(within.message.startsWith('Expected css "#part" to be accessible'), true);
  const excluded = await failure(fixture, { exclude: [{ css: "img" }], rules: ["image-alt", "label"] });
  assertEquals(rulesOf(excluded), ["critical label"]);
});

browserTest("expect_accessible takes rules by tag, without those that are skipped or less grave", async (open) => {
  const fixture = await open(BROKEN, SLOW);
  assertEquals(rulesOf(await failure(fixture, { rules: ["wcag2a"], skip_rules: ["label"], impact: "critical" })), [
    "critical image-alt",
  ]);
  await perform(
    expect_accessible,
    { rules: ["wcag2a"], skip_rules: ["label", "image-alt"], impact: "critical" },
    fixture,
  );
});

browserTest("expect_accessible sees into frames", async (open) => {
  const site = (request: Request) =>
    htmlResponse(
      new URL(request.url).pathname === "/" ? `${GOOD}<iframe title="Inner" src="/inner"></iframe>` : BROKEN,
    );
  const error = await failure(await open(site, SLOW), { rules: ["image-alt"] });
  assertEquals(rulesOf(error), ["critical image-alt"]);
});

browserTest("expect_accessible refuses a rule that axe does not know, and says which is near", async (open) => {
  const fixture = await open(GOOD, SLOW);
  const error = await failure(fixture, { rules: ["image-atl"] });
  assertEquals(
    error.message,
    'Cannot check accessibility by "image-atl": found no such rule, expected one of axe-core or a tag',
  );
  assertEquals(error.details.hint, 'did you mean "image-alt"?');
});

browserTest("expect_accessible says when the element to look in is not there", async (open) => {
  const fixture = await open(GOOD);
  const error = await failure(fixture, { within: { css: "#nowhere" } });
  assertEquals([error.errorClass, error.message], [
    "locator",
    'Cannot expect css "#nowhere" to be accessible: found no element, expected 1 element',
  ]);
});

browserTest("expect_accessible leaves the page's own axe as it is", async (open) => {
  const fixture = await open(`<html lang="en">${GOOD}<script>globalThis.axe = "mine"</script>`, SLOW);
  await perform(expect_accessible, { impact: "critical" }, fixture);
  assertEquals(await fixture.page.evaluate("globalThis.axe"), "mine");
});

Deno.test("expect_accessible refuses an impact that is none", () => {
  assertEquals(problemsOf(expect_accessible, { impact: "grave" }), [
    'expected one of minor, moderate, serious, critical, found "grave"',
  ]);
});
