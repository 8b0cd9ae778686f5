import { assert, assertEquals, assertLess } from "../assert.ts";
import { flowTest, runFlowText, statuses } from "./run_flow_text.ts";

/** Every way in which a page can go on for ever, and what becomes of the step, of the one after it and of `finally`. */
const ENDLESS = [
  {
    name: "An endless loop in the page",
    step: 'evaluate: "for (;;) {}"',
    statuses: "passed failed skipped skipped",
    found: "the page does not answer",
  },
  {
    name: "A pattern that backtracks in the page",
    step: `evaluate: "/^(a+)+$/.test('a'.repeat(60) + 'b')"`,
    statuses: "passed failed skipped skipped",
    found: "the page does not answer",
  },
  {
    name: "A navigation that never answers",
    step: "goto: /hang",
    statuses: "passed failed skipped passed",
    found: "the page still loading",
  },
  {
    name: "A page whose end never comes",
    step: "goto: /hang/body",
    statuses: "passed failed skipped passed",
    found: "the page still loading",
  },
  {
    name: "A dialog that never comes",
    step: "click: Cart\n    triggers: {dialog: {accept: true}}",
    statuses: "passed failed skipped passed",
    found: null,
  },
  {
    name: "A page with dialogs without end",
    step: 'evaluate: "for (;;) alert(1)"',
    statuses: "passed failed skipped skipped",
    found: "the page does not answer",
  },
  {
    name: "A download that stalls",
    step: `evaluate: "location.href = '/download/stalled.csv'"\n    triggers: {download: "*.csv"}`,
    statuses: "passed failed skipped passed",
    found: "an unfinished download",
  },
] as const;

for (const endless of ENDLESS) {
  flowTest(`${endless.name} ends by the step's deadline`, async () => {
    const { code, flow } = await runFlowText(`
flow: A
steps:
  - goto: /
  - ${endless.step}
    timeout: 700ms
  - reload
finally:
  - goto: /cart
`);
    assertEquals([code, flow.error?.class, statuses(flow.steps)], [1, "timeout", endless.statuses]);
    if (endless.found !== null) assertEquals(flow.error?.actual, endless.found);
    assertEquals(flow.steps[2]?.because, endless.statuses.endsWith("passed") ? "after failure" : "page hung");
    // The deadline, the race's grace, two questions to the page and a screenshot; the rest is for a busy machine.
    assertLess(flow.steps[1]?.duration_ms ?? Infinity, 700 + 2_300 + 2_000);
  });
}

flowTest("A flow's deadline fails the running step, and finally runs", async () => {
  const { code, flow } = await runFlowText(`
flow: A
timeout: 600ms
steps:
  - goto: /
  - wait_for: {duration: 20s}
    timeout: 30s
finally:
  - goto: /cart
`);
  assertEquals([code, statuses(flow.steps)], [1, "passed failed passed"]);
  assertEquals([flow.error?.class, flow.error?.message], ["timeout", 'Flow "A" did not end within 600 ms']);
});

flowTest("The run's deadline fails the running step, and the flows that never started", async () => {
  const waits = "steps:\n  - goto: /\n  - wait_for: {duration: 20s}\n    timeout: 30s\n";
  const { code, report } = await runFlowText(`flow: A\n${waits}`, {
    args: ["b.flow.yaml", "--workers", "1", "--run-timeout", "1500ms"],
    files: { "b.flow.yaml": `flow: B\n${waits}` },
  });
  assertEquals([code, report.status, report.flows.map(({ status }) => status)], [1, "failed", ["failed", "skipped"]]);
  assertEquals(report.flows[0]?.error?.message, "Run did not end within 1.5 s");
});

flowTest("A text from the page is cut in the report", async () => {
  const { flow, report } = await runFlowText(`
flow: A
steps:
  - goto: /
  - evaluate: "location.hash = 'y'.repeat(100000); document.querySelector('h1').textContent = 'z'.repeat(100000)"
  - capture: {css: h1, as: heading}
  - expect: {css: h1, to_have_text: Cup}
`);
  assertEquals(flow.error?.actual?.length, 10_001);
  assertEquals(flow.steps[2]?.url?.length, 2_001);
  assert(JSON.stringify(report).length < 200_000);
});
