import { junit } from "../../lib/report/junit.ts";
import { assertEquals, assertStringIncludes } from "../assert.ts";
import { renderSample } from "./render_sample.ts";
import { type Element, parseXml } from "./well_formed.ts";

const find = (name: string, root: Element): readonly Element[] => [
  ...(root.name === name ? [root] : []),
  ...root.children.flatMap((child) => find(name, child)),
];

const properties = (testCase: Element | undefined) =>
  testCase === undefined ? [] : find("property", testCase).map(({ attributes }) => [attributes.name, attributes.value]);

const everything = parseXml(renderSample(junit, "everything"));

Deno.test("junit tells the warnings of the run in a suite without a case, and those of a flow in its case", () => {
  const [last] = find("testsuite", everything).toReversed();
  assertEquals([last?.attributes.name, last?.attributes.tests], ["qa-rig", "0"]);
  assertEquals(last?.children.map(({ name, text }) => [name, text]), [["system-err", "warning: Sandbox is off"]]);
  const flaky = find("testcase", everything).find(({ attributes }) => attributes.name === "Guest signs in");
  assertEquals(flaky?.children.at(-1)?.text, "warning: Unexpected dialog dismissed");
});

Deno.test("junit has a suite for each flow file and a case for each flow", () => {
  assertEquals(find("testsuite", everything).length, 9);
  assertEquals(
    find("testsuite", everything).find(({ attributes }) => attributes.name === "flows/rows.flow.yaml")?.children
      .map(({ attributes }) => attributes.name),
    ["Guest buys (flows/rows.flow.yaml#1)", "Guest buys (flows/rows.flow.yaml#2)"],
  );
});

Deno.test("junit counts failures, errors and skips in the run and in each suite", () => {
  const { tests, failures, errors, skipped, time } = everything.attributes;
  assertEquals([tests, failures, errors, skipped, time], ["9", "2", "2", "1", "6.100"]);
  const sums = ["tests", "failures", "errors", "skipped"].map((name) =>
    find("testsuite", everything).reduce((sum, { attributes }) => sum + Number(attributes[name]), 0)
  );
  assertEquals(sums, [9, 2, 2, 1]);
  const elements = ["testcase", "failure", "error", "skipped"].map((name) => find(name, everything).length);
  assertEquals(elements, [9, 2, 2, 1]);
});

Deno.test("junit gives the message, the class and the whole text of a failure", () => {
  const [failure] = find("failure", everything);
  assertEquals(failure?.attributes, { message: 'Expected "2 items": found "1 item"', type: "assertion" });
  assertEquals(
    failure?.text,
    'Step 5: expect status to have text\nExpected "2 items": found "1 item"\nexpected  2 items\nactual    1 item\n  --> flows/checkout.flow.yaml:15:5',
  );
});

Deno.test("junit calls a flaky flow passed and says so in a property", () => {
  const flaky = find("testcase", everything).find(({ attributes }) => attributes.name === "Guest signs in");
  assertEquals(flaky?.children.map(({ name }) => name), ["properties", "system-err"]);
  assertEquals(properties(flaky).filter(([name]) => name === "flaky" || name === "attempts"), [
    ["attempts", "2"],
    ["flaky", "true"],
  ]);
});

Deno.test("junit names the trace and the attachments, as seen from where the file is", () => {
  const [testCase] = find("testcase", parseXml(renderSample(junit, "failed", "qa-rig-report/")));
  assertEquals(properties(testCase).filter(([name]) => name === "trace_id" || name === "attachment"), [
    ["trace_id", "4bf92f3577b34da6a3ce929d0e0e4736"],
    ["attachment", "qa-rig-report/checkout/1/trace.zip"],
    ["attachment", "qa-rig-report/checkout/1/5-failed.png"],
  ]);
  assertStringIncludes(
    find("system-out", testCase ?? everything)[0]?.text ?? "",
    "[[ATTACHMENT|qa-rig-report/checkout/1/5-failed.png]]",
  );
});

Deno.test("junit keeps hostile text as text", () => {
  const root = parseXml(renderSample(junit, "hostile"));
  const names = new Set(find("testcase", root).flatMap((testCase) => testCase.children.map(({ name }) => name)));
  assertEquals([...names], ["properties", "failure", "system-out", "system-err"]);
  assertStringIncludes(find("failure", root)[0]?.text ?? "", "]]> </script><script>document.title = 'owned'</script>");
});
