import { ActionError } from "../../lib/actions/action_error.ts";
import { capture } from "../../lib/actions/capture.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import { browserTest, type Fixture } from "./page_fixture.ts";
import { perform, problemsOf } from "./perform.ts";

const PAGE = `
  <p data-testid="total">Total:
     <b>42.00</b> EUR</p><a href="/a?b=1">Link</a><label>Name <input value="Ada"></label>
  <ul><li>1<li>2</ul>
  <script>document.cookie = "token=abc"; localStorage.setItem("theme", "dark");</script>`;

/** What `of` takes, what comes of it, and one that fails with its class and a part of the message. */
const SOURCES: readonly (readonly [object, string | number, object, string, string])[] = [
  [{ test_id: "total" }, "Total: 42.00 EUR", { test_id: "sum" }, "locator", "found no element, expected 1 element"],
  [
    { label: "Name", of: "value" },
    "Ada",
    { css: "li", of: "value" },
    "locator",
    "found 2 elements, expected 1 element",
  ],
  [{ css: "li", of: "count" }, 2, { on: "nothing", of: "count" }, "flow_file", `Cannot find "nothing"`],
  [
    { role: "link", of: "attribute", attribute: "href" },
    "/a?b=1",
    { role: "link", of: "attribute", attribute: "title" },
    "assertion",
    `found no attribute "title"`,
  ],
  [{ of: "cookie", key: "token" }, "abc", { of: "cookie", key: "no" }, "assertion", `found no cookie "no"`],
  [
    { of: "storage", key: "theme" },
    "dark",
    { of: "storage", key: "no" },
    "assertion",
    `found no item of local storage "no"`,
  ],
  [
    { of: "title" },
    "Fixture",
    { of: "title", pattern: "^X" },
    "assertion",
    `found "Fixture", expected something like /^X/`,
  ],
];

function failing(fixture: Fixture, written: unknown): Promise<ActionError> {
  return assertRejects(() => perform(capture, written, fixture), ActionError);
}

browserTest("capture keeps what each of takes, and fails where it is not there", async (open) => {
  const fixture = await open(PAGE, { timeoutMs: 1_500 });
  for (const [source, value, wrong, errorClass, reason] of SOURCES) {
    assertEquals(await perform(capture, { ...source, as: "it" }, fixture), { value });
    assertEquals(fixture.variables.get("it"), value);
    const error = await failing(fixture, { ...wrong, as: "other" });
    assertEquals(error.errorClass, errorClass, JSON.stringify(wrong));
    assertStringIncludes(error.message, reason);
    assertEquals(fixture.variables.has("other"), false);
  }
});

browserTest("capture keeps the URL of the page", async (open) => {
  const fixture = await open(PAGE, { path: "/cart?x=1" });
  await perform(capture, { of: "url", as: "here" }, fixture);
  assertEquals(fixture.variables.get("here"), `${fixture.baseUrl}/cart?x=1`);
});

browserTest("capture takes the first group of a pattern, or its whole match", async (open) => {
  const fixture = await open(PAGE);
  await perform(capture, { test_id: "total", pattern: "([\\d.]+) EUR", as: "price" }, fixture);
  await perform(capture, { test_id: "total", pattern: "/total/i", as: "word" }, fixture);
  await perform(capture, { css: "li", of: "count", pattern: "\\d", as: "digit" }, fixture);
  assertEquals([...fixture.variables.values()], ["42.00", "Total", "2"]);
});

browserTest("capture makes a value secret before it is kept", async (open) => {
  const fixture = await open(PAGE);
  await perform(capture, { label: "Name", of: "value", as: "who", secret: true }, fixture);
  assertEquals(fixture.addedSecrets, ["Ada"]);
});

browserTest("capture waits for the element", async (open) => {
  const fixture = await open(`<script>setTimeout(() => document.body.innerHTML = "<p>late</p>", 200)</script>`);
  await perform(capture, { css: "p", as: "late" }, fixture);
  assertEquals(fixture.variables.get("late"), "late");
});

Deno.test("capture refuses what makes no sense when the file is checked", () => {
  const cases: readonly (readonly [object, string])[] = [
    [{ css: "p" }, "expected the name of a variable"],
    [{ as: "x" }, `"of: text" needs a locator`],
    [{ css: "p", of: "title", as: "x" }, `"of: title" takes no locator`],
    [{ css: "p", of: "attribute", as: "x" }, `needs "attribute"`],
    [{ css: "p", attribute: "href", as: "x" }, `"attribute" does not go with "of: text"`],
    [{ of: "cookie", as: "x" }, `needs "key"`],
    [{ of: "colour", as: "x" }, "expected one of text, value, count"],
    [{ css: "p", as: "env" }, "env"],
    [{ css: "p", pattern: "((", as: "x" }, "Invalid regular expression"],
    [{ css: "p", pattern: "(?=x)", as: "x" }, "linear-time"],
  ];
  for (const [written, reason] of cases) assertStringIncludes(problemsOf(capture, written).join(), reason);
});

Deno.test("capture is titled by what it takes, and says which variable it sets", () => {
  const input = capture.input.parse({ role: "status", of: "count", as: "rows" });
  assertEquals(capture.title(input), "capture count of status as rows");
  assertEquals(capture.captures?.(input), ["rows"]);
});
