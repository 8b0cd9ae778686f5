import { assertEquals } from "../assert.ts";
import { attemptEnding } from "../../lib/run/attempt_ending.ts";
import { Cut } from "../../lib/run/cut.ts";
import { failure } from "../../lib/run/failure.ts";
import { SKIP_REASONS, STEP_STATUSES, type StepResult } from "../../lib/run/result.ts";
import { flowTest, runFlowText, statuses } from "./run_flow_text.ts";

const AT = { file: "a.flow.yaml", line: 3, column: 5 };

function step(fields: Partial<StepResult>): StepResult {
  return {
    index: 1,
    phase: "steps",
    name: "look",
    action: "expect",
    status: "passed",
    passed: true,
    because: null,
    tries: 1,
    earlier_errors: [],
    iteration: null,
    started_at: null,
    duration_ms: 0,
    at: AT,
    url: null,
    data: {},
    error: null,
    artifacts: [],
    span_id: "0".repeat(16),
    steps: [],
    ...fields,
  };
}

/** Every state that a step can have. */
const STATES: readonly Pick<StepResult, "status" | "because" | "passed">[] = [
  ...SKIP_REASONS.map((because) => ({ status: "skipped" as const, because, passed: false })),
  ...STEP_STATUSES.filter((status) => status !== "skipped")
    .map((status) => ({ status, because: null, passed: status === "passed" || status === "warned" })),
];

/** Those that leave an attempt green. */
const GREEN = ["passed", "warned", "skipped condition"];

Deno.test("attemptEnding() is green only where every step ran or was skipped by its own condition, at every depth", () => {
  for (const state of STATES) {
    const name = [state.status, ...state.because === null ? [] : [state.because]].join(" ");
    const inside = step({ steps: [step({}), step(state)] });
    for (const steps of [[step({}), step(state)], [inside], [step({ steps: [inside] })]]) {
      const { status, errors } = attemptEnding(steps, [], null);
      assertEquals([name, status], [name, GREEN.includes(name) ? "passed" : "failed"]);
      assertEquals(errors.length, status === "passed" ? 0 : 1);
    }
    assertEquals(attemptEnding([step({ status: "warned", steps: [step(state)] })], [], null).status, "passed");
  }
});

Deno.test("attemptEnding() names the step that did not run", () => {
  const { errors } = attemptEnding([step({ status: "skipped", because: "page hung" })], [], null);
  assertEquals(
    errors[0]?.message,
    'Cannot pass without step "look": found it skipped because "page hung", expected it to run',
  );
  assertEquals(errors[0]?.at, AT);
});

Deno.test("attemptEnding() gives failures as they are, and an interrupted attempt is no failed one", () => {
  const failed = [failure("assertion", "Expected A", null)];
  assertEquals(attemptEnding([step({})], failed, null), { status: "failed", errors: failed });
  assertEquals(attemptEnding([step({})], [], new Cut("interrupted", "Run interrupted")).status, "interrupted");
  assertEquals(attemptEnding([step({})], failed, new Cut("flow_deadline", "Late")).status, "failed");
});

const HUNG = '{evaluate: {script: "while (true) {}"}, timeout: 200ms, optional: true}';
const LATE = "{wait_for: {duration: 20s}, timeout: 30s, optional: true}";

/** Lists that hold an optional step, each followed by a check that would fail. */
const LISTS: { readonly [name: string]: (step: string) => string } = {
  plain: (step) => `[${step}, {assert: 1 == 2}]`,
  tried_again: (step) => `[${step.replace(/}$/, ", retry: {times: 1}}")}, {assert: 1 == 2}]`,
  group: (step) => `[{group: {name: G, steps: [${step}, {assert: 1 == 2}]}, optional: true}, {assert: 1 == 2}]`,
  soft_group: (step) => `[{group: {name: G, steps: [${step}, {assert: 1 == 2}]}, soft: true}, {assert: 1 == 2}]`,
  repeat: (step) => `[{repeat: {times: 2, steps: [${step}, {assert: 1 == 2}]}, optional: true}, {assert: 1 == 2}]`,
  use: () => "[{use: part.flow.yaml, optional: true}, {assert: 1 == 2}]",
};

for (const [kind, hard, seconds] of [["a hung page", HUNG, "60s"], ["the flow's deadline", LATE, "600ms"]] as const) {
  flowTest(`No option of a step covers ${kind}, in whatever list it stands`, async () => {
    const flows = Object.entries(LISTS).map(([name, make]) => [
      `${name}.flow.yaml`,
      `flow: ${name}\ntimeout: ${seconds}\nsteps: ${make(hard)}\n`,
    ]);
    const last = `flow: finally\nsteps: [{set: {a: 1}}]\nfinally: [${HUNG}, {assert: 1 == 2, optional: true}]\n`;
    const files = {
      "part.flow.yaml": `flow: Part\ninputs: []\nsteps: [${hard}, {assert: 1 == 2}]\n`,
      "finally.flow.yaml": last,
      "suite/suite.yaml": `timeout: ${seconds}\nbefore: [${hard}]\n`,
      "suite/before.flow.yaml": "flow: before\nsteps: [{assert: 1 == 2}]\n",
      "after/suite.yaml": `after: [${HUNG}, {assert: 1 == 2, optional: true}]\n`,
      "after/after.flow.yaml": "flow: after\nsteps: [{set: {a: 1}}]\n",
      ...Object.fromEntries(flows),
    };
    const { code, report } = await runFlowText("flow: first\nsteps: [{set: {a: 1}}]\n", {
      args: [".", "--workers", "3", "--screenshot", "off"],
      files,
    });
    assertEquals(code, 1);
    const ended = Object.fromEntries(
      report.flows.map(({ flow, status, errors }) => [flow, [status, errors[0]?.class]]),
    );
    const failed = ["finally", "before", "after", ...Object.keys(LISTS)].map((name) => [name, ["failed", "timeout"]]);
    assertEquals(ended, { first: ["passed", undefined], ...Object.fromEntries(failed) });
  });
}

flowTest("A condition that the page cannot answer is no failure that an option covers", async () => {
  const { code, flow } = await runFlowText(`
flow: A
timeout: 20s
steps:
  - goto: /
  - evaluate: "setTimeout(() => { for (;;) {} }, 0); 1"
  - click: Nope
    if: {visible: {text: Nope}}
    optional: true
  - assert: 1 == 2
`);
  assertEquals([code, statuses(flow.steps)], [1, "passed passed failed skipped"]);
  assertEquals([flow.error?.class, flow.error?.actual], ["timeout", "the page does not answer"]);
});
