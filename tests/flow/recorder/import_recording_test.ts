import { importRecording } from "../../../lib/flow/recorder/import_recording.ts";
import { assert, assertEquals } from "../../assert.ts";
import { problemsOf } from "../read_text.ts";

/** The steps of the flow that recorded steps become, without their indentation. */
async function imported(...steps: readonly object[]): Promise<readonly string[]> {
  const { text } = importRecording(JSON.stringify({ title: "A", steps }), "recording.json");
  assertEquals(await problemsOf(text), [], text);
  const [, written = ""] = text.split("steps:\n");
  return written.trimEnd().split("\n").map((line) => line.replace(/^ {2}/, ""));
}

const LOCATORS: readonly (readonly [selectors: readonly unknown[], locator: string])[] = [
  [[["text/Pay"], ["#pay"], ['aria/Pay[role="button"]']], "{role: button, name: Pay}"],
  [[["aria/Pay"], ["form > button.pay"], ["text/Pay"]], "{role: button, name: Pay}"],
  [[['aria/Logo[role="image"]']], "{role: img, name: Logo}"],
  [[['aria/Note[role="StaticText"]'], ["text/Note"]], "{text: Note}"],
  [[["text/Pay"], ["#pay"]], "{text: Pay}"],
  [[["text/Everything for tea"]], "{text: Everything for tea, exact: false}"],
  [[["[data-testid='pay']"], ["text/Pay"]], "{test_id: pay}"],
  [[["#list [data-testid='pay']"]], "{css: \"#list [data-testid='pay']\"}"],
  [[["css/#pay"]], '{css: "#pay"}'],
  [[["#host", "button.pay"], ["pierce/.x"]], '{css: "#host button.pay"}'],
  [[['xpath///*[@id="a"]/button']], "{xpath: '//*[@id=\"a\"]/button'}"],
  [[["a[href='/${x}']"]], "{css: \"a[href='/$${x}']\"}"],
  [[["text//a/"]], "{text: /^\\/a\\/$/}"],
];

for (const [selectors, locator] of LOCATORS) {
  Deno.test(`importRecording() makes ${locator} of ${JSON.stringify(selectors)}`, async () => {
    assertEquals(await imported({ type: "click", selectors }), [`- click: ${locator}`]);
  });
}

const COUNTS: readonly (readonly [fields: object, step: string])[] = [
  [{}, "wait_for: {css: li}"],
  [{ count: 3 }, "wait_for: {css: li, nth: 2}"],
  [{ count: 0 }, "wait_for: {load: load}"],
  [{ operator: "==", count: 3 }, "expect: {css: li, to_have_count: 3}"],
  [{ operator: "<=", count: 3 }, "expect: {css: li, nth: 3, to_be_hidden: true}"],
  [{ visible: false }, "expect: {css: li, to_have_count: 0}"],
  [{ visible: false, count: 3 }, "expect: {css: li, nth: 2, to_be_hidden: true}"],
  [{ visible: false, operator: "==", count: 3 }, "expect: {css: li, not_to_have_count: 3}"],
  [{ visible: false, operator: "<=", count: 3 }, "wait_for: {css: li, nth: 3}"],
];

for (const [fields, step] of COUNTS) {
  Deno.test(`importRecording() makes "${step}" of a wait for ${JSON.stringify(fields)}`, async () => {
    assertEquals(await imported({ type: "waitForElement", selectors: [["li"]], ...fields }), [`- ${step}`]);
  });
}

Deno.test("importRecording() knows a window that is closed and opened again as another", async () => {
  const open = { type: "click", selectors: [["text/Open"]] };
  const inside = { type: "click", target: "http://a/b", selectors: [["text/In"]] };
  const close = { type: "close", target: "http://a/b" };
  assertEquals(await imported(open, inside, close, open, inside), [
    "- click: {text: Open}",
    "  triggers: {page: window}",
    "- click: {text: In}",
    "- close_page",
    "- switch_page: main",
    "- click: {text: Open}",
    "  triggers: {page: window_2}",
    "- click: {text: In}",
  ]);
});

Deno.test("importRecording() leaves no typed password anywhere, not in a locator, a URL or a comment", () => {
  const secrets = ["hunter22", "hunter22-longer"];
  const steps = [
    ...secrets.map((value, index) => ({ type: "change", value, selectors: [[`aria/Password ${index}`]] })),
    { type: "click", selectors: [[`aria/Copy ${secrets[1]}[role="button"]`]] },
    { type: "click", selectors: [[`[value="${secrets[0]}"]`]] },
    { type: "navigate", url: `http://a/?p=${secrets[0]}` },
    { type: "change", value: `again ${secrets[1]}`, selectors: [["#b"]] },
    { type: "waitForExpression", expression: `document.title === "${secrets[0]}"` },
    { type: "customStep", name: secrets[1], parameters: { p: secrets[0] } },
    { type: "unknown", p: secrets[1] },
  ];
  const { text, warnings } = importRecording(JSON.stringify({ title: "A", steps }), "recording.json");
  assert(!`${text}${warnings.join("\n")}`.includes("hunter22"), text);
  assert(text.includes('name: "Copy ${secrets.password_2}"'), text);
});
