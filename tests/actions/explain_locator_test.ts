import { explainElement, explainLocator } from "../../lib/actions/explain_locator.ts";
import { findLocator } from "../../lib/actions/find.ts";
import type { LocatorInput } from "../../lib/actions/locator.ts";
import { assertEquals, assertLess, assertStringIncludes } from "../assert.ts";
import { browserTest } from "./page_fixture.ts";

const CART = `
  <label>Quantity * <input></label>
  <button>Add</button><button>Add all</button>
  <ul aria-label="Cart"><li>Teapot <button>Remove</button></li><li>Mug <button>Remove</button></li></ul>
  <p data-testid="first">Total</p><p id="second">Total</p><p hidden>Total</p>
  <iframe title="Help" srcdoc="<button>Ask</button><button data-testid=late>Ask</button>"></iframe>
  <iframe title="Help me" srcdoc=""></iframe>`;

/** What is said of a locator that matches nothing. */
const NONE: readonly (readonly [LocatorInput, string, string | null])[] = [
  [{ label: "Quantity" }, "no element", `1 element matches with exact: false: textbox "Quantity *"`],
  [
    { role: "button", name: "add", exact: true },
    "no element",
    `2 elements match with exact: false: button "Add", button "Add all"`,
  ],
  [{ role: "button", name: "Add", nth: 3 }, "no element", `1 element matches without nth: button "Add"`],
  [{ role: "button", name: "/^Ad$/", within: { css: "body" } }, "no element", null],
  [{ role: "list", name: "Basket" }, "no element", `1 element matches without name: list "Cart"`],
  [
    { css: "li", has_text: "Spoon" },
    "no element",
    `2 elements match without has_text: listitem "Teapot Remove", listitem "Mug Remove"`,
  ],
  [{ role: "button", name: "Add", disabled: true }, "no element", `1 element matches without disabled: button "Add"`],
  [{ role: "button", name: "Add", within: { role: "list" } }, "no element", null],
  [{ css: ".nothing" }, "no element", null],
  [{ text: "Mug", within: { role: "table", name: "Cart" } }, `no table "Cart" to look in`, null],
  [{ text: "x", frame: { title: "help" } }, `no title "help" to look in`, `2 elements match with exact: false`],
  [{ role: "button", name: "ask", frame: { title: "Help" } }, "no element", `2 elements match with exact: false`],
];

browserTest("explainLocator() says which looser form would match", async (open) => {
  const { page } = await open(CART);
  for (const [input, actual, hint] of NONE) {
    const explained = await explainLocator(page, input, {});
    assertEquals(explained?.count, 0, JSON.stringify(input));
    assertEquals(explained?.actual, actual);
    if (hint !== null) assertStringIncludes(explained?.hint ?? "", hint);
  }
});

browserTest("explainLocator() has nothing to say of an element that is there once", async (open) => {
  const { page } = await open(CART);
  assertEquals(await explainLocator(page, { role: "list", name: "Cart" }, {}), null);
});

/** What is listed for a locator that matches more than once. */
const MANY: readonly (readonly [LocatorInput, readonly string[]])[] = [
  [{ role: "button", name: "Add", exact: false }, [
    `button "Add": {role: button, name: Add}`,
    `button "Add all": {role: button, name: Add all}`,
  ]],
  [{ text: "Remove" }, [`button "Remove": {text: Remove, nth: 0}`, `button "Remove": {text: Remove, nth: 1}`]],
  [{ text: "Total" }, [
    `paragraph "Total": {test_id: first}`,
    `paragraph "Total": {css: "[id=\\"second\\"]"}`,
    `p "Total": {text: Total, nth: 2}`,
  ]],
  [{ css: "body > input, label > *, iframe[title=Help]" }, [
    `textbox "Quantity *": {role: textbox, name: "Quantity *"}`,
  ]],
  [{ role: "button", frame: { title: "Help" } }, [
    `button "Ask": {role: button, frame: {title: Help}, nth: 0}`,
    `button "Ask": {frame: {title: Help}, test_id: late}`,
  ]],
  [{ css: "p", visible: true }, [`paragraph "Total": {test_id: first}`]],
];

browserTest("explainLocator() lists what matched, each with a locator that is unique", async (open) => {
  const { page } = await open(CART);
  await page.frameLocator("iframe >> nth=0").getByTestId("late").waitFor();
  for (const [input, lines] of MANY) {
    const explained = await explainLocator(page, input, {});
    const hint = explained?.hint ?? "";
    assertEquals(explained?.actual, `${explained?.count} elements`, JSON.stringify(input));
    for (const line of lines) assertStringIncludes(hint, line);
  }
});

browserTest("explainLocator() offers the visible one of two elements", async (open) => {
  const { page } = await open(`<i style="display:none">Menu</i><i>Menu</i>`);
  const hint = (await explainLocator(page, { css: "i" }, {}))?.hint ?? "";
  assertStringIncludes(hint, "{css: i, nth: 0}\n");
  assertStringIncludes(hint, "{css: i, visible: true}");
});

browserTest("explainLocator() lists five of many elements", async (open) => {
  const { page } = await open(`<p>Row</p>`.repeat(12));
  const hint = (await explainLocator(page, { css: "p" }, {}))?.hint ?? "";
  assertEquals(hint.split("\n").length, 7);
  assertStringIncludes(hint, "and 7 more");
});

browserTest("explainLocator() never rejects, whatever the locator", async (open) => {
  const { page } = await open(CART);
  const bad: readonly LocatorInput[] = [{ css: ":::" }, { xpath: "((" }, { on: "nobody" }, {}, { text: "/a(/" }];
  for (const input of bad) assertEquals(await explainLocator(page, input, {}), null, JSON.stringify(input));
});

browserTest("explainLocator() gives up within a second when the page hangs", async (open) => {
  const { page } = await open(CART);
  page.evaluate("const end = Date.now() + 3000; while (Date.now() < end);").catch(() => {});
  const before = performance.now();
  assertEquals(await explainLocator(page, { css: "p" }, {}), null);
  assertLess(performance.now() - before, 2_500);
});

browserTest("explainElement() uses the find of an action", async (open) => {
  const { page } = await open(CART);
  const explained = await explainElement(
    { on: "qty" },
    (input) => findLocator(page, input, { qty: { label: "Quantity" } }),
  );
  assertEquals(explained?.actual, "no element");
});
