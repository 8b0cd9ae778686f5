import { assertEquals, assertMatch } from "../assert.ts";
import { flowTest, runFlowText, statuses } from "./run_flow_text.ts";
import { signalRun } from "./signal_run.ts";

/** Work that does not end although its page answers. */
const PENDING = {
  "a promise that stays pending": 'evaluate: "new Promise(() => {})"',
  "a promise in an element's script": 'evaluate: {css: h1, script: "new Promise(() => {})"}',
  "a script that is polled": 'expect: {script: "new Promise(() => {})", to_equal: 1}',
  "a script that is waited for": 'wait_for: {script: "new Promise(() => {})"}',
};

for (const [name, step] of Object.entries(PENDING)) {
  flowTest(`The page goes on after ${name}`, async () => {
    const { flow } = await runFlowText(`
flow: A
steps:
  - goto: /
  - ${step}
    timeout: 300ms
    soft: true
  - expect: {css: h1, to_be_visible: true}
`);
    assertEquals([statuses(flow.steps), flow.status], ["passed failed passed", "failed"], JSON.stringify(flow.errors));
    assertEquals([flow.error?.class, flow.errors.length], ["timeout", 1]);
  });
}

flowTest("What a step gives after it was left behind reaches none of the steps after it", async () => {
  const { flow } = await runFlowText(`
flow: A
vars: {late: none}
steps:
  - goto: /
  - evaluate: {script: "new Promise((give) => globalThis.give = give)", as: answer}
    timeout: 300ms
    optional: true
  - evaluate: "globalThis.give('late'); 1"
  - evaluate: {script: "'own'", as: answer}
  - evaluate: "new Promise((end) => setTimeout(end, 50))"
  - assert: answer == "own"
`);
  assertEquals(statuses(flow.steps), "passed warned passed passed passed passed", JSON.stringify(flow.errors));
  assertMatch(flow.warnings[0]?.message ?? "", /found no end/);
});

flowTest("A page that is slowed down on purpose is not taken for a dead one", async () => {
  const { flow } = await runFlowText(
    'flow: A\nsteps:\n  - goto: /\n  - evaluate: "new Promise(() => {})"\n    timeout: 300ms\n    soft: true\n  - evaluate: "1"\n    timeout: 5s\n',
    { args: ["--slow-mo", "700ms"] },
  );
  assertEquals(statuses(flow.steps), "passed failed passed", JSON.stringify(flow.errors));
});

for (const slowMo of ["0ms", "300ms", "900ms"]) {
  flowTest(
    `SIGTERM while a navigation hangs, slowed down by ${slowMo}, interrupts it and what comes after`,
    async () => {
      const text = "flow: A\nsteps:\n  - goto: /hang\n  - reload\n  - reload\nfinally:\n  - set: {a: 1}\n";
      const { code, report } = await signalRun(text, {
        when: ({ type }) => type === "step_started",
        args: ["--slow-mo", slowMo],
      });
      const steps = report.flows[0]?.steps ?? [];
      assertEquals([code, statuses(steps)], [143, "interrupted skipped skipped passed"]);
      assertEquals(steps.map(({ because }) => because), [null, "interrupted", "interrupted", null]);
    },
  );
}

/** A script that keeps the page busy for longer than a step has, but not for ever. */
const BUSY = '"setTimeout(() => { const end = Date.now() + 1800; while (Date.now() < end); }, 50); 1"';

for (const option of ["optional: true", "soft: true", "retry: {times: 1, delay: 0s}"]) {
  flowTest(`A page that is only busy is not given up after a step with ${option.replace(/:.*/, "")}`, async () => {
    const { flow } = await runFlowText(`
flow: A
steps:
  - goto: /
  - evaluate: ${BUSY}
  - expect: {css: ".none", to_be_visible: true}
    timeout: 300ms
    ${option}
  - expect: {css: h1, to_be_visible: true}
    timeout: 5s
`);
    const [, , missing, last] = flow.steps;
    assertEquals(
      missing?.error?.class === "timeout" || missing?.error?.class === "locator",
      true,
      missing?.error?.message,
    );
    assertEquals(last?.because === "page hung", false, JSON.stringify(flow.errors));
  });
}

flowTest("A page that is only busy is not given up inside a group that is optional", async () => {
  const { flow } = await runFlowText(`
flow: A
steps:
  - goto: /
  - evaluate: ${BUSY}
  - group: {name: G, steps: [{expect: {css: ".none", to_be_visible: true}, timeout: 300ms}]}
    optional: true
  - expect: {css: h1, to_be_visible: true}
    timeout: 5s
`);
  assertEquals(statuses(flow.steps), "passed passed warned [failed] passed", JSON.stringify(flow.errors));
});
