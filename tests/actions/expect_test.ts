import { ActionError } from "../../lib/actions/action_error.ts";
import { expect, type ExpectInput } from "../../lib/actions/expect.ts";
import { SCRIPT_MATCHERS } from "../../lib/actions/matchers/script_matchers.ts";
import { MATCHERS } from "../../lib/actions/matchers/mod.ts";
import { assertEquals, assertLess, assertRejects, assertStringIncludes } from "../assert.ts";
import { browserTest, type Fixture } from "./page_fixture.ts";

const PAGE = `
  <h1>Cart</h1><p id="gone" hidden>Gone</p>
  <div id="status" role="status" class="note  good" style="color: rgb(1, 2, 3)">1   item</div>
  <button id="pay" disabled title="Pay now">Pay</button><button id="back" autofocus>Back</button>
  <label>Name <input id="name" value="Ada"></label><input id="blank" readonly aria-label="Blank">
  <input id="yes" type="checkbox" aria-label="Yes" checked><input id="no" type="checkbox" aria-label="No">
  <select id="sizes" multiple aria-label="Sizes"><option selected>S<option selected>M<option>L</select>
  <ul><li class="a one">Teapot</li><li class="a two">Mug</li></ul>
  <i id="empty"></i><b class="ghost" hidden>x</b><b class="ghost" hidden>y</b>
  <p id="far" style="margin-top: 3000px">Far</p>`;

/** An input that holds, one that does not, and what is expected and found then. */
type Case = readonly [ExpectInput & Record<string, unknown>, Record<string, unknown>, string, string];

const status = { css: "#status" };
const name = { css: "#name" };

const CASES: { readonly [matcher: string]: Case } = {
  to_be_visible: [{ ...status, to_be_visible: true }, { css: "#gone", to_be_visible: true }, "visible", "hidden"],
  not_to_be_visible: [
    { css: "#gone", not_to_be_visible: true },
    { ...status, not_to_be_visible: true },
    "not visible",
    "visible",
  ],
  to_be_hidden: [{ css: ".ghost, .none", to_be_hidden: true }, { ...status, to_be_hidden: true }, "hidden", "visible"],
  not_to_be_hidden: [
    { ...status, not_to_be_hidden: true },
    { css: "#gone", not_to_be_hidden: true },
    "not hidden",
    "hidden",
  ],
  to_be_enabled: [{ css: "#back", to_be_enabled: true }, { css: "#pay", to_be_enabled: true }, "enabled", "disabled"],
  to_be_disabled: [
    { css: "#pay", to_be_disabled: true },
    { css: "#back", to_be_disabled: true },
    "disabled",
    "enabled",
  ],
  to_be_checked: [{ css: "#yes", to_be_checked: true }, { css: "#no", to_be_checked: true }, "checked", "unchecked"],
  not_to_be_checked: [
    { css: "#no", not_to_be_checked: true },
    { css: "#yes", not_to_be_checked: true },
    "not checked",
    "checked",
  ],
  to_be_focused: [
    { css: "#back", to_be_focused: true },
    { css: "#pay", to_be_focused: true },
    "focused",
    "not focused",
  ],
  to_be_editable: [{ ...name, to_be_editable: true }, { css: "#blank", to_be_editable: true }, "editable", "read-only"],
  to_be_empty: [{ css: "#empty", to_be_empty: true }, { css: "h1", to_be_empty: true }, "empty", "not empty"],
  to_be_attached: [
    { css: "#gone", to_be_attached: true },
    { css: ".none", to_be_attached: true },
    "1 element",
    "no element",
  ],
  not_to_be_attached: [
    { css: ".none", not_to_be_attached: true },
    { css: "li", not_to_be_attached: true },
    "not attached",
    "2 elements",
  ],
  to_be_in_viewport: [
    { ...status, to_be_in_viewport: true },
    { css: "#far", to_be_in_viewport: true },
    "in viewport",
    "outside of the viewport",
  ],
  to_have_text: [{ ...status, to_have_text: "1 item" }, { ...status, to_have_text: "2 items" }, "2 items", "1 item"],
  not_to_have_text: [
    { ...status, not_to_have_text: "2 items" },
    { ...status, not_to_have_text: "/^1/" },
    "not /^1/",
    "1 item",
  ],
  to_contain_text: [
    { css: "li", to_contain_text: ["Tea", "/mug/i"] },
    { ...status, to_contain_text: "/two/i" },
    "/two/i",
    "1 item",
  ],
  to_have_value: [{ ...name, to_have_value: "Ada" }, { ...name, to_have_value: { regex: "^B" } }, "/^B/", "Ada"],
  to_have_values: [{ css: "#sizes", to_have_values: ["S", "M"] }, { css: "#sizes", to_have_values: "S" }, "S", "S, M"],
  to_have_count: [{ css: "li", to_have_count: 2 }, { css: "li", to_have_count: 1 }, "1 element", "2 elements"],
  not_to_have_count: [
    { css: "li", not_to_have_count: 0 },
    { css: "li", not_to_have_count: 2 },
    "not 2 elements",
    "2 elements",
  ],
  to_have_attribute: [
    { css: "#pay", to_have_attribute: { title: "Pay now", id: { regex: "^p" } } },
    { css: "#pay", to_have_attribute: { id: "pay", title: "/Pay/" } },
    "title: /Pay/",
    "title: Pay now",
  ],
  to_have_css: [
    { ...status, to_have_css: { color: "rgb(1, 2, 3)" } },
    { ...status, to_have_css: { color: "red" } },
    "color: red",
    "color: rgb(1, 2, 3)",
  ],
  to_have_class: [
    { ...status, to_have_class: "note  good" },
    { css: "li", to_have_class: ["a one", "b"] },
    "a one, b",
    "a one, a two",
  ],
  to_contain_class: [
    { css: "li", to_contain_class: ["one", "two"] },
    { ...status, to_contain_class: "bad" },
    "bad",
    "note  good",
  ],
  to_have_id: [{ css: "h1 + p", to_have_id: "gone" }, { ...status, to_have_id: "state" }, "state", "status"],
  to_have_accessible_name: [
    { ...name, to_have_accessible_name: "/na/i" },
    { ...name, to_have_accessible_name: "Na" },
    "Na",
    "Name",
  ],
  to_match_aria: [
    { css: "ul", to_match_aria: "- list:\n  - listitem: /mug/i" },
    { to_match_aria: "- list:\n  - listitem: Mug\n  - button /Pay/" },
    `- list: - listitem: Mug - button /Pay/`,
    `- heading "Cart" [level=1]`,
  ],
  to_have_url: [{ to_have_url: "/" }, { to_have_url: "**/thanks" }, "**/thanks", "http://127.0.0.1"],
  not_to_have_url: [
    { not_to_have_url: "**/thanks" },
    { not_to_have_url: { regex: "127" } },
    "not /127/",
    "http://127.0.0.1",
  ],
  to_have_title: [{ to_have_title: "/^fix/i" }, { to_have_title: "Fix" }, "Fix", "Fixture"],
  to_equal: [
    { script: "({b: [1], a: args.n})", args: { n: 2 }, to_equal: { a: 2, b: [1] } },
    { script: "1 + 1", to_equal: 3 },
    "3",
    "2",
  ],
  to_contain: [
    { script: "['a', 'b']", to_contain: "b" },
    { script: "'abc'", to_contain: "d" },
    "something with d",
    "abc",
  ],
  to_match: [
    { script: "document.title", to_match: "^F" },
    { script: "'abc'", to_match: "/^B/i" },
    "something like /^B/i",
    "abc",
  ],
  to_be_greater_than: [
    { script: "3", to_be_greater_than: 2 },
    { script: "3", to_be_greater_than: 3 },
    "more than 3",
    "3",
  ],
  to_be_less_than: [{ script: "3", to_be_less_than: 4 }, { script: "3", to_be_less_than: 3 }, "less than 3", "3"],
};

async function check(fixture: Fixture, written: Record<string, unknown>): Promise<void> {
  await expect.run(expect.input.parse(written), fixture.context());
}

function failing(fixture: Fixture, written: Record<string, unknown>): Promise<ActionError> {
  return assertRejects(() => check(fixture, written), ActionError);
}

Deno.test("every matcher of expect has a passing and a failing case", () => {
  const names = [...Object.keys(MATCHERS), ...Object.keys(SCRIPT_MATCHERS)];
  assertEquals(names.filter((name) => !(name in CASES)), []);
});

for (const [matcher, [passing, wrong, expected, actual]] of Object.entries(CASES)) {
  browserTest(`expect with ${matcher} passes, and fails with what was expected and found`, async (open) => {
    const fixture = await open(PAGE, { timeoutMs: 300 });
    await check(fixture, passing);
    const { errorClass, message, details } = await failing(fixture, wrong);
    assertEquals(errorClass, expected === "1 element" && actual === "no element" ? "locator" : "assertion");
    assertEquals(details.expected?.replace(/\s+/g, " "), expected);
    assertStringIncludes(details.actual ?? "", actual);
    if (errorClass === "assertion") assertStringIncludes(message, `Expected "${expected}": found "${actual}`);
  });
}

browserTest("expect with not_ passes where the matcher itself fails, and fails where it passes", async (open) => {
  const fixture = await open(PAGE, { timeoutMs: 100 });
  for (const [matcher, [passing, wrong]] of Object.entries(CASES)) {
    // What has a negated case of its own is tested there; of a map, see below.
    if (matcher.startsWith("not_") || `not_${matcher}` in CASES || matcher === "to_have_attribute") continue;
    await check(fixture, negated(wrong, matcher));
    assertEquals((await failing(fixture, negated(passing, matcher))).errorClass, "assertion", matcher);
  }
});

function negated(written: Record<string, unknown>, matcher: string): Record<string, unknown> {
  const { [matcher]: value, ...rest } = written;
  return { ...rest, [`not_${matcher}`]: value };
}

browserTest("expect with not_to_have_attribute wants none of them", async (open) => {
  const fixture = await open(PAGE, { timeoutMs: 100 });
  await check(fixture, { css: "#pay", not_to_have_attribute: { title: "Pay", lang: "en" } });
  const { details } = await failing(fixture, { css: "#pay", not_to_have_attribute: { lang: "en", title: "Pay now" } });
  assertEquals([details.expected, details.actual], ["not title: Pay now", "title: Pay now"]);
});

browserTest("expect without a matcher wants the element to be visible", async (open) => {
  const fixture = await open(PAGE, { timeoutMs: 200 });
  await check(fixture, { text: "Cart" });
  const { errorClass, message } = await failing(fixture, { text: "Basket" });
  assertEquals(errorClass, "locator");
  assertEquals(message, `Cannot expect "Basket" to be visible: found no element, expected 1 element`);
});

browserTest("expect names a looser form when nothing matches", async (open) => {
  const fixture = await open(PAGE, { timeoutMs: 200 });
  const { details } = await failing(fixture, { label: "name", to_have_value: "Ada" });
  assertStringIncludes(details.hint ?? "", `1 element matches with exact: false: textbox "Name"`);
});

browserTest("expect lists unique locators when two elements match", async (open) => {
  const fixture = await open(PAGE, { timeoutMs: 200 });
  const { errorClass, message, details } = await failing(fixture, { css: "li", to_have_text: "Mug" });
  assertEquals(errorClass, "locator");
  assertEquals(message, `Cannot expect css "li" to have text: found 2 elements, expected 1 element`);
  assertStringIncludes(details.hint ?? "", `listitem "Mug": {text: Mug}`);
});

browserTest("expect says so when an element cannot have what is asked", async (open) => {
  const fixture = await open(PAGE, { timeoutMs: 200 });
  const { errorClass, message } = await failing(fixture, { css: "h1", to_have_value: "Cart" });
  assertEquals(errorClass, "assertion");
  assertEquals(message, `Expected "Cart": found "an element that cannot have it"`);
});

browserTest("expect finds nothing where an attribute is missing", async (open) => {
  const fixture = await open(PAGE, { timeoutMs: 200 });
  const { details } = await failing(fixture, { css: "h1", to_have_attribute: { lang: "en" } });
  assertEquals(details.actual, "lang: nothing");
});

browserTest("expect waits until the page fits", async (open) => {
  const fixture = await open(
    `<p>no</p><script>setTimeout(() => document.querySelector("p").textContent = "yes", 250)</script>`,
  );
  await check(fixture, { css: "p", to_have_text: "yes" });
});

browserTest("expect waits until a script gives what is wished, a script that throws being not yet", async (open) => {
  const fixture = await open(`<p>no</p><script>setTimeout(() => window.state = {ready: 1}, 250)</script>`);
  await check(fixture, { script: "state.ready", to_equal: 1, to_be_less_than: 2 });
  const short = await open("", { timeoutMs: 200 });
  const { message } = await failing(short, { script: "nothing.at.all", to_equal: 1 });
  assertEquals(message, `Expected "1": found "an error: ReferenceError: nothing is not defined"`);
});

browserTest("expect gives a script the element that its locator names", async (open) => {
  const fixture = await open(PAGE);
  await check(fixture, { ...name, script: "el.value + args.more", args: { more: "!" }, to_equal: "Ada!" });
});

browserTest("expect checks several matchers within one deadline", async (open) => {
  const fixture = await open(PAGE, { timeoutMs: 400 });
  await check(fixture, { ...status, to_be_visible: true, to_have_text: "1 item", not_to_have_text: "2 items" });
  const before = performance.now();
  const { details } = await failing(fixture, {
    ...status,
    to_be_visible: true,
    to_have_text: "2 items",
    to_have_id: "x",
  });
  assertEquals(details.expected, "2 items");
  assertLess(performance.now() - before, 1_500);
});

browserTest("expect fails a missing element that a text is denied to", async (open) => {
  const fixture = await open(PAGE, { timeoutMs: 200 });
  assertEquals((await failing(fixture, { css: ".none", not_to_have_text: "x" })).errorClass, "locator");
});

browserTest("expect says that the page is closed", async (open) => {
  const fixture = await open(PAGE);
  await fixture.page.close();
  const { errorClass, message } = await failing(fixture, { ...status, to_have_text: "x" });
  assertEquals(errorClass, "page");
  assertEquals(message, `Cannot expect css "#status" to have text: found the page closed, expected it open`);
});

Deno.test("expect is titled by its subject and its matchers", () => {
  const title = (written: unknown) => expect.title(expect.input.parse(written));
  assertEquals(title({ role: "status", to_have_text: "2 items" }), "expect status to have text");
  assertEquals(
    title({ css: "li", not_to_be_visible: true, to_have_count: 0 }),
    `expect css "li" not to be visible and to have count`,
  );
  assertEquals(title({ to_have_url: "/" }), "expect page to have url");
  assertEquals(title({ text: "Hi" }), `expect "Hi" to be visible`);
  assertEquals(title({ script: "a.b", to_equal: 1 }), "expect a.b to equal");
});

/** Inputs that the schema refuses, and a part of why. */
const REFUSED: readonly (readonly [unknown, string])[] = [
  [{}, "expected a locator, a matcher or a script"],
  [{ to_have_text: "x" }, `"to_have_text" needs a locator`],
  [{ css: "p", to_have_url: "/" }, `"to_have_url" is about the page`],
  [{ css: "p", to_equal: 3 }, `"to_equal" goes only with "script"`],
  [{ script: "1" }, `"script" needs one of to_equal`],
  [{ to_have_url: "/", args: {} }, `"args" goes only with "script"`],
  [{ css: "p", to_be_visible: false }, "the opposite is the same matcher with not_"],
  [{ css: "p", to_have_text: "/(/" }, "Invalid regular expression"],
  [{ css: "p", to_have_text: [] }, ""],
  [{ css: "p", to_have_count: -1 }, "at least 0"],
  [{ css: "p", to_be_seen: true }, "to_be_seen"],
  [{ css: "p", to_have_attribute: { href: { glob: "x" } } }, ""],
];

Deno.test("expect refuses what makes no sense when the file is checked", () => {
  for (const [written, reason] of REFUSED) {
    const parsed = expect.input.safeParse(written);
    assertEquals(parsed.success, false, JSON.stringify(written));
    assertStringIncludes(parsed.error?.issues.map(({ message }) => message).join() ?? "", reason);
  }
});
