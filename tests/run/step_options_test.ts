import { assert, assertEquals, assertMatch } from "../assert.ts";
import { flowTest, runFlowText, statuses } from "./run_flow_text.ts";

flowTest("runFlow() skips the steps after a failed one and runs finally", async () => {
  const { code, flow } = await runFlowText(`
flow: A
steps:
  - goto: /
  - click: {role: button, name: Nope}
  - reload
finally:
  - goto: /cart
  - click: {role: button, name: Nope}
  - reload
`);
  assertEquals(code, 1);
  assertEquals(statuses(flow.steps), "passed failed skipped passed failed passed");
  assertEquals(flow.steps[2]?.because, "after failure");
  assertEquals([flow.steps_total, flow.steps_executed], [6, 5]);
  assertEquals(flow.errors.map((error) => error.at?.line), [5, 9]);
  assertEquals(flow.error?.at?.line, 5);
});

flowTest("A failure in finally fails a flow that had passed", async () => {
  const { code, flow } = await runFlowText("flow: A\nsteps: [{goto: /}]\nfinally: [{click: Nope}]\n");
  assertEquals([code, flow.status, flow.error?.class], [1, "failed", "locator"]);
});

flowTest("An optional step that fails is a warning", async () => {
  const { code, flow } = await runFlowText(`
flow: A
steps:
  - goto: /
  - click: {role: button, name: Nope}
    optional: true
  - reload
`);
  assertEquals(code, 0);
  assertEquals(statuses(flow.steps), "passed warned passed");
  assertEquals(flow.steps[1]?.error?.class, "locator");
  assertMatch(flow.warnings[0]?.message ?? "", /Nope/);
});

flowTest("A soft failure fails the group around and the flow, and both go on", async () => {
  const { code, flow } = await runFlowText(`
flow: A
steps:
  - goto: /
  - group:
      name: Look
      steps:
        - click: {role: button, name: Nope}
          soft: true
        - reload
  - reload
`);
  assertEquals(code, 1);
  assertEquals(statuses(flow.steps), "passed failed [failed passed] passed");
  assertEquals(flow.errors.length, 1);
});

flowTest("A step with a false condition is skipped, and an element is looked at as it is now", async () => {
  const { code, flow } = await runFlowText(`
flow: A
vars: {wanted: false}
steps:
  - goto: /
  - click: {role: button, name: Nope}
    if: wanted
  - click: {role: button, name: Nope}
    if: {visible: {role: button, name: Nope}}
  - reload:
    if: {visible: {role: heading, level: 1}}
`);
  assertEquals(code, 0, JSON.stringify(flow.errors));
  assertEquals(statuses(flow.steps), "passed skipped skipped passed");
  assertEquals(flow.steps[1]?.because, "condition");
});

flowTest("A step is tried again, and the report keeps the errors of its earlier tries", async () => {
  const { code, flow } = await runFlowText(`
flow: A
steps:
  - goto: /
  - request: {url: "/api/flaky?key=retry&fail=2", expect: {status: 200}}
    retry: {times: 3, delay: 5ms}
`);
  assertEquals(code, 0, JSON.stringify(flow.errors));
  assertEquals(flow.steps[1]?.tries, 3);
  assertEquals(flow.steps[1]?.earlier_errors.map((error) => error.class), ["request", "request"]);
});

flowTest("What a failed try of a group has set is dropped before the next", async () => {
  const { code, flow } = await runFlowText(`
flow: A
steps:
  - goto: /
  - group:
      name: Count
      steps:
        - request: {url: "/api/flaky?key=drop&fail=1", capture: {answer: status}}
        - set: {seen: answer}
        - assert: answer == 200
    retry: {times: 1, delay: 1ms}
  - assert: seen == 200
`);
  assertEquals(code, 0, JSON.stringify(flow.errors));
  assertEquals(flow.steps[1]?.tries, 2);
});

flowTest("A failed step leaves a screenshot, unless the step says no", async () => {
  const { flow } = await runFlowText(
    `
flow: A
steps:
  - goto: /
  - click: {role: button, name: One}
    soft: true
  - click: {role: button, name: Two}
    screenshot: false
`,
    {
      async look(folder) {
        const found = JSON.parse(await Deno.readTextFile(`${folder}/qa-rig-report/report.json`));
        const [artifact] = found.flows[0].steps[1].artifacts;
        const bytes = await Deno.readFile(`${folder}/qa-rig-report/${artifact.path}`);
        assertEquals([...bytes.subarray(1, 4)], [0x50, 0x4e, 0x47]);
        assertEquals(bytes.length, artifact.size);
      },
    },
  );
  assertEquals(flow.steps.map((step) => step.artifacts.length), [0, 1, 0]);
});

flowTest("Retries give every attempt its own steps, and a flow that passes later is flaky", async () => {
  const { code, flow } = await runFlowText(`
flow: A
retries: 2
steps:
  - request: {url: "/api/flaky?key=attempts&fail=1", expect: {status: 200}}
`);
  assertEquals([code, flow.status, flow.passed], [0, "flaky", true]);
  assertEquals(flow.attempts.map((attempt) => attempt.status), ["failed", "passed"]);
  assertEquals(flow.attempts[0]?.steps?.length, 1);
  assertEquals(flow.attempts[1]?.steps, null);
});

flowTest("--retry-on limits retries to classes of errors", async () => {
  const text = `flow: A\nretries: 2\nsteps:\n  - request: {url: "/api/status/500", expect: {status: 200}}\n`;
  const { flow } = await runFlowText(text, { args: ["--retry-on", "browser,timeout"] });
  assertEquals(flow.attempts.length, 1);
});

flowTest("The flow's own deadline fails the running step and skips the rest", async () => {
  const { code, flow } = await runFlowText(
    `
flow: A
timeout: 600ms
steps:
  - goto: /
  - wait_for: {duration: 900ms}
  - reload
`,
    { args: ["--step-timeout", "10s"] },
  );
  assertEquals(code, 1);
  assertEquals(statuses(flow.steps), "passed failed skipped");
  assertEquals(flow.error?.class, "timeout");
  assertMatch(flow.error?.message ?? "", /Flow "A" did not end within 600 ms/);
});

flowTest("A page that never answers again ends the attempt as hung", async () => {
  const { code, flow } = await runFlowText(`
flow: A
steps:
  - goto: /
  - evaluate: {script: "while (true) {}"}
  - reload
finally:
  - goto: /cart
`);
  assertEquals(code, 1);
  assertEquals(statuses(flow.steps), "passed failed skipped skipped");
  assertEquals(flow.steps.slice(2).map((step) => step.because), ["page hung", "page hung"]);
  assertEquals(flow.error?.class, "timeout");
  assert(flow.duration_ms < 6_000, `${flow.duration_ms}`);
});

flowTest("Variables come from the file, the row and the command line, and later wins", async () => {
  const { report } = await runFlowText(
    `
flow: A
vars: {one: 1, two: 1, three: 1}
each:
  - {two: 2, three: 2}
steps:
  - assert: one == 1 && two == 2 && three == 3
`,
    { args: ["--var", "three=3"] },
  );
  assertEquals(report.flows.map(({ id, status }) => [id, status]), [["a.flow.yaml#1", "passed"]]);
});

flowTest("Every row is a flow of its own, with the row in its title", async () => {
  const { report } = await runFlowText(`
flow: Cup of \${row.tea}
each: [{tea: Assam}, {tea: Ceylon}]
steps: [{goto: /}]
`);
  assertEquals(report.flows.map(({ id, flow }) => [id, flow]), [
    ["a.flow.yaml#1", "Cup of Assam"],
    ["a.flow.yaml#2", "Cup of Ceylon"],
  ]);
});

flowTest("A sub-flow sees what it is given and gives back only its outputs", async () => {
  const { code, flow } = await runFlowText(
    `
flow: A
vars: {hidden: 1}
steps:
  - use: {flow: part.flow.yaml, with: {word: tea}, outputs: [loud]}
  - assert: loud == "tea!"
`,
    {
      files: { "part.flow.yaml": 'flow: Part\ninputs: [word]\nsteps:\n  - set: {loud: \'word + "!"\', other: "1"}\n' },
    },
  );
  assertEquals(code, 0, JSON.stringify(flow.errors));
  assertEquals(statuses(flow.steps), "passed [passed] passed");
});

flowTest("A suite's steps run around every attempt", async () => {
  const { code, flow } = await runFlowText("flow: A\nsteps: [{goto: /cart}]\nfinally: [{goto: /}]\n", {
    files: { "suite.yaml": "suite: Shop\ntags: [shop]\nbefore: [{goto: /}]\nafter: [{goto: /storage}]\n" },
  });
  assertEquals(code, 0, JSON.stringify(flow.errors));
  assertEquals(flow.steps.map((step) => step.phase), ["before", "steps", "finally", "after"]);
  assertEquals(flow.tags, ["shop"]);
});
