import { explainLocator } from "../../lib/actions/explain_locator.ts";
import type { LocatorInput } from "../../lib/actions/locator.ts";
import { assert, assertEquals, assertLess } from "../assert.ts";
import { browserTest } from "./page_fixture.ts";

const FORM = `
  <label>Card number <input placeholder="0000 0000" title="As on the card"></label>
  <span id="words">Name on card</span><input aria-labelledby="words"><input aria-label="Postcode">
  <button data-testid="pay-now">Pay now</button><input type="submit" value="Send it">
  <p>Thank you, <b>Ada</b></p><img alt="A teapot" src="data:,">
  <section aria-label="Basket"><button>Remove</button></section>
  <iframe title="Help" srcdoc="<button>Ask us</button><label>Question <input></label>"></iframe>`;

/** What is asked for a locator of which nothing but the text is wrong. */
const NEAR: readonly (readonly [LocatorInput, string])[] = [
  [{ label: "Card nubmer" }, "Card number"],
  [{ label: "Name on cart" }, "Name on card"],
  [{ label: "Postkode" }, "Postcode"],
  [{ role: "button", name: "Pay noww" }, "Pay now"],
  [{ role: "buton", name: "Pay now" }, "button"],
  [{ role: "button", name: "pay nwo", exact: false }, "Pay now"],
  [{ text: "Thank yuo, Ada" }, "Thank you, Ada"],
  [{ text: "Sent it" }, "Send it"],
  [{ placeholder: "0000 O000" }, "0000 0000"],
  [{ alt: "A taepot" }, "A teapot"],
  [{ title: "As on the cards" }, "As on the card"],
  [{ test_id: "pay_now" }, "pay-now"],
  [{ role: "button", name: "Removed", within: { role: "region", name: "Basket" } }, "Remove"],
  [{ text: "Removed", within: { role: "region", name: "Basket" } }, "Remove"],
  [{ role: "button", name: "Ask up", frame: { title: "Help" } }, "Ask us"],
  [{ label: "Qestion", frame: { title: "Help" } }, "Question"],
];

browserTest("explainLocator() asks whether a near text of the page was meant", async (open) => {
  const { page } = await open(FORM);
  await page.frameLocator("iframe").getByText("Ask us").waitFor();
  for (const [input, text] of NEAR) {
    const explained = await explainLocator(page, input, {});
    assertEquals(explained?.hint, `did you mean "${text}"?`, JSON.stringify(input));
  }
});

browserTest(
  "explainLocator() asks for the outer element that is misspelt, not for what is looked for in it",
  async (open) => {
    const { page } = await open(FORM);
    const input = { role: "button", name: "Remove", within: { role: "region", name: "Baskett" } };
    const explained = await explainLocator(page, input, {});
    assertEquals(explained?.actual, 'no region "Baskett" to look in');
    assertEquals(explained?.hint, 'did you mean "Basket"?');
  },
);

browserTest(
  "explainLocator() asks for nothing where no text is near, or the text is not what is wrong",
  async (open) => {
    const { page } = await open(FORM);
    const others: readonly LocatorInput[] = [
      { label: "Colour" },
      { text: "/Pay noww/" },
      { role: "slider" },
      // It is there, in another place.
      { text: "Pay now", nth: 4 },
      { role: "button", name: "Pay noww", within: { role: "region", name: "Basket" } },
      { text: "x".repeat(10_000) },
    ];
    for (const input of others) {
      const explained = await explainLocator(page, input, {});
      assert(!explained?.hint?.startsWith("did you mean"), `${JSON.stringify(input)}: ${explained?.hint}`);
    }
  },
);

browserTest("explainLocator() names three of many near texts, and takes no longer than a second", async (open) => {
  const { page } = await open(Array.from({ length: 9_000 }, (_, row) => `<p>Row ${1_000 + row}</p>`).join(""));
  const before = performance.now();
  const explained = await explainLocator(page, { text: "Row 1x00" }, {});
  assertLess(performance.now() - before, 2_500);
  if (explained !== null && explained.hint !== null) {
    assertEquals(explained.hint, 'did you mean "Row 1000" or "Row 1100" or "Row 1200"?');
  }
});
