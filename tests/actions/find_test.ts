import { ActionError } from "../../lib/actions/action_error.ts";
import { findLocator, type FindOptions } from "../../lib/actions/find.ts";
import { LOCATOR, type LocatorInput } from "../../lib/actions/locator.ts";
import { assertEquals, assertStringIncludes, assertThrows } from "../assert.ts";
import { browserTest } from "./page_fixture.ts";

const SHOP = `
  <h1>Shop</h1><h2>Offers</h2>
  <label>Quantity <input id="quantity" value="1" placeholder="How many" title="Amount"></label>
  <label>quantity of bags <input id="bags"></label>
  <img id="logo" alt="Logo" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">
  <button id="add">Add to cart</button><button id="add-all">Add all</button>
  <button id="off" disabled>Off</button>
  <button id="bold" aria-pressed="true">Bold</button>
  <input id="agree" type="checkbox" aria-label="Agree" checked>
  <button id="menu" aria-expanded="true">Menu</button>
  <div role="tab" id="tab" aria-selected="true">First</div>
  <p id="total" data-testid="total">Total: 42.00 EUR</p>
  <ul id="cart">
    <li id="teapot"><span>Teapot</span> <button id="less">Remove</button></li>
    <li id="mug"><span>Mug</span> <b>sale</b> <button id="drop">Remove</button></li>
    <li id="hidden" hidden>Spoon</li>
  </ul>
  <iframe title="Help" srcdoc="<p id='inner'>Inside <b id='deep'>deep</b></p><iframe title='Inner' srcdoc='<i id=core>core</i>'></iframe>"></iframe>`;

const LOCATORS = {
  cart: { css: "#cart" },
  row: { role: "listitem", within: { on: "cart" } },
  circle: { on: "circle" },
};

/** Every key of a locator: what it finds, and one that finds nothing. */
const KEYS: readonly (readonly [LocatorInput, readonly string[], LocatorInput])[] = [
  [{ role: "button", name: "Add all" }, ["add-all"], { role: "link", name: "Add all" }],
  [{ role: "button", name: "/^add/i" }, ["add", "add-all"], { role: "button", name: "/^add/" }],
  [{ role: "button", name: "add", exact: false }, ["add", "add-all"], { role: "button", name: "add" }],
  [{ role: "heading", level: 2 }, [""], { role: "heading", level: 3 }],
  [{ role: "checkbox", checked: true }, ["agree"], { role: "checkbox", checked: false }],
  [{ role: "button", pressed: true }, ["bold"], { role: "button", pressed: false, name: "Bold" }],
  [{ role: "button", expanded: true }, ["menu"], { role: "button", expanded: false }],
  [{ role: "tab", selected: true }, ["tab"], { role: "tab", selected: false }],
  [{ role: "button", disabled: true }, ["off"], { role: "button", name: "Off", disabled: false }],
  [{ label: "Quantity" }, ["quantity"], { label: "quantity" }],
  [{ label: "quantity", exact: false }, ["quantity", "bags"], { label: "quantities", exact: false }],
  [{ text: "Teapot" }, [""], { text: "teapot" }],
  [{ text: "/total: \\d+/i" }, ["total"], { text: "/total: [a-z]/i" }],
  [{ placeholder: "How many" }, ["quantity"], { placeholder: "How" }],
  [{ alt: "Logo" }, ["logo"], { alt: "logo" }],
  [{ title: "Amount" }, ["quantity"], { title: "amount" }],
  [{ test_id: "total" }, ["total"], { test_id: "Total" }],
  [{ css: "#cart > li" }, ["teapot", "mug", "hidden"], { css: "#cart > p" }],
  [{ xpath: "//ul/li[2]" }, ["mug"], { xpath: "//ul/li[9]" }],
  [{ on: "cart" }, ["cart"], { on: "cart", has_text: "Spoons" }],
  [{ on: "row", has_text: "Mug" }, ["mug"], { on: "row", has_text: "Saucer" }],
  [{ role: "button", within: { css: "#mug" } }, ["drop"], { role: "link", within: { css: "#mug" } }],
  [{ role: "button", within: { on: "row", has_text: "mug" } }, ["drop"], { role: "button", within: { css: "#total" } }],
  [{ css: "#cart li", has_text: "teapot" }, ["teapot"], { css: "#cart li", has_text: "/teapot/" }],
  [{ css: "#cart li", has_not_text: "Mug" }, ["teapot", "hidden"], { css: "#mug", has_not_text: "Mug" }],
  [{ css: "#cart li", has: { css: "b" } }, ["mug"], { css: "#cart li", has: { css: "i" } }],
  [{ css: "#cart li", visible: true }, ["teapot", "mug"], { css: "#hidden", visible: true }],
  [{ css: "#cart li", visible: false }, ["hidden"], { css: "#mug", visible: false }],
  [{ css: "#cart li", nth: 1 }, ["mug"], { css: "#cart li", nth: 3 }],
  [{ css: "#cart li", visible: true, nth: -1 }, ["mug"], { css: "#cart li", nth: -4 }],
  [{ text: "deep", frame: { title: "Help" } }, ["deep"], { text: "deep" }],
  [{ css: "p", has: { css: "b" }, frame: { title: "Help" } }, ["inner"], {
    css: "p",
    has: { css: "u" },
    frame: { title: "Help" },
  }],
  [{ text: "core", frame: [{ title: "Help" }, { title: "Inner" }] }, ["core"], {
    text: "core",
    frame: { title: "Help" },
  }],
];

browserTest("findLocator() finds what each key of a locator names, and nothing else", async (open) => {
  const { page } = await open(SHOP, { locators: LOCATORS });
  await page.frameLocator("iframe").frameLocator("iframe").getByText("core").waitFor();
  for (const [input, ids, none] of KEYS) {
    const found = findLocator(page, input, LOCATORS);
    assertEquals(await found.evaluateAll((all) => all.map((one) => one.id)), [...ids], JSON.stringify(input));
    assertEquals(await findLocator(page, none, LOCATORS).count(), 0, JSON.stringify(none));
  }
});

browserTest("findLocator() applies nth after every other refinement", async (open) => {
  const { page } = await open(SHOP);
  const found = findLocator(page, { nth: 0, has_text: "Mug", css: "#cart li" });
  assertEquals(await found.getAttribute("id"), "mug");
});

browserTest("findLocator() asks the session for a test id when it may", async (open) => {
  const { page } = await open(`<p data-qa='a "b"'>here</p>`);
  const options: FindOptions = { byTestId: (root, value) => root.locator(`[data-qa*=${value}]`) };
  assertEquals(await findLocator(page, { test_id: "a" }, {}, options).textContent(), "here");
});

browserTest("findLocator() names the locators there are when a name is unknown", async (open) => {
  const { page } = await open(SHOP);
  const error = assertThrows(() => findLocator(page, { on: "carts" }, LOCATORS), ActionError);
  assertEquals(error.errorClass, "flow_file");
  assertStringIncludes(error.message, `Cannot find "carts"`);
  assertStringIncludes(error.message, `"cart", "row"`);
});

browserTest("findLocator() refuses a circle of names", async (open) => {
  const { page } = await open(SHOP);
  assertThrows(() => findLocator(page, { on: "circle" }, LOCATORS), ActionError, `Cannot find "circle"`);
});

Deno.test("LOCATOR refuses a regular expression that cannot be parsed", () => {
  for (const key of ["label", "text", "placeholder", "alt", "title"]) {
    assertEquals(LOCATOR.safeParse({ [key]: "/(/" }).success, false, key);
  }
  assertEquals(LOCATOR.safeParse({ role: "button", name: "/(/" }).success, false);
  assertEquals(LOCATOR.safeParse({ css: "p", has_text: "/(/" }).success, false);
  assertEquals(LOCATOR.safeParse({ css: "/(/" }).success, true);
});
