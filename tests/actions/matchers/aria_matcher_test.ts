import { ActionError } from "../../../lib/actions/action_error.ts";
import { findAria, missingAria } from "../../../lib/actions/matchers/aria_match.ts";
import { type AriaNode, readAriaTree } from "../../../lib/actions/matchers/aria_node.ts";
import { parseAriaTemplate } from "../../../lib/actions/matchers/aria_template.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../../assert.ts";
import { browserTest } from "../page_fixture.ts";

const PAGE = `
  <h2>Your  cart</h2>
  <ul aria-label="Items"><li>Teapot <b>x 2</b></li><li><a href="/mug">Mug</a> <button disabled>Remove</button></li></ul>
  <label><input type="checkbox" checked> Gift "wrap"</label><input aria-label="Code" placeholder="ABC" value="007">
  <p>Total: <em>42.00</em> EUR</p>`;

const FITTING: readonly string[] = [
  `- heading "Your cart" [level=2]`,
  `- heading /cart$/`,
  `- list:\n  - listitem: Teapot x 2`,
  `- list "Items":\n  - listitem:\n    - link "Mug"`,
  `- list:\n  - listitem:\n    - link:\n      - /url: /mug/i\n    - button "Remove" [disabled]`,
  `- listitem: /x \\d/`,
  `- list\n- checkbox "Gift \\"wrap\\"" [checked]`,
  `- textbox "Code": "007"`,
  `- textbox:\n  - /placeholder: ABC`,
  `- paragraph:\n  - text: "Total:"\n  - emphasis: "42.00"\n  - text: EUR`,
  `- list:\n  - /children: equal\n  - listitem\n  - listitem`,
];

const OTHER: readonly (readonly [string, string | null])[] = [
  [`- heading "Your cart" [level=1]`, `heading "Your cart" [level=1]`],
  [`- heading "cart"`, `heading "cart"`],
  [`- list:\n  - listitem: Mug\n  - listitem: Teapot x 2`, null],
  [`- listitem:\n  - button "Remove"\n  - link "Mug"`, null],
  [`- list:\n  - /children: equal\n  - listitem`, null],
  [`- textbox "Code": "7"`, null],
  [`- button "Remove" [disabled=false]`, `button "Remove" [disabled=false]`],
  [`- list:\n  - link "Cup"`, `link "Cup"`],
];

async function tree(open: Parameters<Parameters<typeof browserTest>[1]>[0]): Promise<AriaNode> {
  const { page } = await open(PAGE);
  return await readAriaTree(page.locator("body"), { timeout: 1_000 });
}

browserTest("to_match_aria fits a subset of the children, in order, with patterns", async (open) => {
  const whole = await tree(open);
  for (const source of FITTING) assertEquals(findAria(whole, await parseAriaTemplate(source)), true, source);
});

browserTest(
  "to_match_aria refuses another name, state, order or text, and says which element is missing",
  async (open) => {
    const whole = await tree(open);
    for (const [source, missing] of OTHER) {
      const template = await parseAriaTemplate(source);
      assertEquals(findAria(whole, template), false, source);
      assertEquals(missingAria(whole, template), missing, source);
    }
  },
);

browserTest("to_match_aria fits what ariaSnapshot() itself gives", async (open) => {
  const { page } = await open(PAGE);
  const snapshot = await page.locator("body").ariaSnapshot();
  const whole = await readAriaTree(page.locator("body"), { timeout: 1_000 });
  assertEquals(findAria(whole, await parseAriaTemplate(snapshot)), true, snapshot);
});

Deno.test("parseAriaTemplate() says what is wrong with a template", async () => {
  const cases: readonly (readonly [string, string])[] = [
    ["heading", "expected a list"],
    ["- [x", "Cannot read the aria template"],
    ["- Heading", `expected role "name" [state], found "Heading"`],
    ["- heading [size=2]", "expected one of checked"],
    ["- list:\n  - /children: some", "contain or equal"],
    ["- heading /(?=x)/", `Cannot use the pattern`],
  ];
  for (const [source, reason] of cases) {
    const error = await assertRejects(() => parseAriaTemplate(source), ActionError);
    assertEquals(error.errorClass, "flow_file");
    assertStringIncludes(error.message, reason);
  }
});
