import { assertEquals, assertMatch } from "../assert.ts";
import { readEvents } from "../../lib/report/read_events.ts";
import { reduceEvents } from "../../lib/report/reduce_events.ts";
import type { RunEvent } from "../../lib/run/event.ts";
import type { StepResult } from "../../lib/run/result.ts";
import { assertSpansOf } from "../telemetry/expected_telemetry.ts";
import { fakeCollector } from "../telemetry/fake_collector.ts";
import { spansOf } from "../telemetry/otlp_json.ts";
import { flowTest, type RanFlow, type RunFlowOptions, runFlowText, statuses } from "./run_flow_text.ts";

/** A flow on the page whose banner covers everything until it is accepted. */
function coveredFlow(handlers: string, steps: string): string {
  return `flow: A\nhandlers: ${handlers}\nsteps:\n  - goto: /late\n  - wait_for: {script: "document.querySelector('[role=dialog]')"}\n${steps}`;
}

const ACCEPT =
  "{when: {role: dialog, name: Cookies}, steps: [{set: {seen: 1}}, {click: {role: button, name: Accept}}]}";
const WRONG = "{when: {role: dialog, name: Cookies}, steps: [{click: {role: button, name: Nope}, timeout: 300ms}]}";
const CONTINUE = "click: {role: button, name: Continue}";

/** Also looks at the events. */
async function runCovered(
  text: string,
  options: RunFlowOptions = {},
): Promise<RanFlow & { readonly events: readonly RunEvent[] }> {
  let events: readonly RunEvent[] = [];
  const look = async (folder: string) =>
    void (events = readEvents(await Deno.readTextFile(`${folder}/qa-rig-report/events.jsonl`)));
  const ran = await runFlowText(text, { ...options, args: ["--step-timeout", "5s", ...options.args ?? []], look });
  return { ...ran, events };
}

/** The paths of steps that ended, with their actions. */
function paths(events: readonly RunEvent[]): readonly string[] {
  return events.flatMap((event) =>
    event.type === "step_ended"
      ? [`${event.path.map(({ index, round }) => `${index}.${round}`).join("/")} ${event.result.action}`]
      : []
  );
}

function actions(steps: readonly StepResult[]): string {
  return steps.map(({ action, steps }) => steps.length === 0 ? action : `${action} [${actions(steps)}]`).join(" ");
}

flowTest(
  "A handler's steps are children of the step that they interrupted, in report, events, spans and a rebuilt report",
  async () => {
    await using collector = fakeCollector();
    const text = coveredFlow(`[${ACCEPT}]`, `  - ${CONTINUE}\n  - expect: {role: status, to_have_text: continued}\n`);
    const { code, flow, report, events } = await runCovered(text, {
      args: ["--otel"],
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_PROTOCOL: "http/json" },
    });
    assertEquals(code, 0, JSON.stringify(flow.errors));
    assertEquals(actions(flow.steps), "goto wait_for click [set click] expect");
    assertEquals(flow.steps[2]?.steps.map(({ index, iteration, phase }) => [index, iteration, phase]), [
      [1, "handler", "steps"],
      [2, "handler", "steps"],
    ]);
    assertEquals([flow.steps_total, flow.steps_executed], [4, 4]);
    assertEquals(paths(events), [
      "1.1 goto",
      "2.1 wait_for",
      "3.1/1.1 set",
      "3.1/2.1 click",
      "3.1 click",
      "4.1 expect",
    ]);
    assertSpansOf(report, collector.json("/v1/traces").flatMap(spansOf));
    assertEquals(reduceEvents(events).flows, report.flows);
    // As after a kill in the middle of the step.
    const cut = events.slice(
      0,
      events.findIndex((event) => event.type === "step_ended" && event.path.length === 2) + 1,
    );
    assertEquals(actions(reduceEvents(cut).flows[0]?.steps ?? []), "goto wait_for click [set]");
  },
);

/** Where the interrupted step stands, and the path of the handler's last step there. */
const PLACES: { readonly [name: string]: { readonly steps: string; readonly tree: string; readonly path: string } } = {
  "in a group": {
    steps: `  - group: {name: G, steps: [{${CONTINUE}}]}\n`,
    tree: "goto wait_for group [click [set click]]",
    path: "3.1/1.1/2.1 click",
  },
  "in a repeat": {
    steps: `  - repeat: {times: 2, steps: [{${CONTINUE}}]}\n`,
    tree: "goto wait_for repeat [click [set click] click]",
    path: "3.1/1.1/2.1 click",
  },
  "in a part": {
    steps: "  - use: part.flow.yaml\n",
    tree: "goto wait_for use [click [set click]]",
    path: "3.1/1.1/2.1 click",
  },
  "in finally": {
    steps: `finally:\n  - ${CONTINUE}\n`,
    tree: "goto wait_for click [set click]",
    path: "1.1/2.1 click",
  },
};

for (const [name, { steps, tree, path }] of Object.entries(PLACES)) {
  flowTest(`A handler's steps are children of a step ${name}`, async () => {
    const { code, flow, events } = await runCovered(coveredFlow(`[${ACCEPT}]`, steps), {
      files: { "part.flow.yaml": `flow: Part\ninputs: []\nsteps:\n  - ${CONTINUE}\n` },
    });
    assertEquals([code, actions(flow.steps)], [0, tree], JSON.stringify(flow.errors));
    assertEquals(paths(events).includes(path), true, paths(events).join(", "));
  });
}

/** What the options of the interrupted step make of a handler that fails. */
const OUTCOMES = [
  { options: "", steps: "passed passed failed [failed] skipped", status: "failed", code: 1 },
  { options: ", optional: true", steps: "passed passed warned [failed] passed", status: "passed", code: 0 },
  { options: ", soft: true", steps: "passed passed failed [failed] passed", status: "failed", code: 1 },
  { options: ", retry: {times: 1}", steps: "passed passed failed skipped", status: "failed", code: 1 },
] as const;

for (const { options, steps, status, code } of OUTCOMES) {
  flowTest(`A handler that fails fails the step that it interrupted${options}`, async () => {
    const text = coveredFlow(`[${WRONG}]`, `  - {${CONTINUE}, timeout: 800ms${options}}\n  - assert: 1 == 1\n`);
    const ran = await runCovered(text);
    assertEquals([statuses(ran.flow.steps), ran.flow.status, ran.code], [steps, status, code]);
    const tried = ran.flow.steps[2];
    const first = tried?.earlier_errors[0] ?? tried?.error;
    assertMatch(first?.message ?? "", /button "Nope"/);
    assertEquals(first?.class, "locator");
  });
}

flowTest("A handler's optional step that fails costs a warning", async () => {
  const handler = ACCEPT.replace(
    "{set: {seen: 1}}",
    "{click: {role: button, name: Nope}, timeout: 300ms, optional: true}",
  );
  const { code, flow } = await runCovered(coveredFlow(`[${handler}]`, `  - ${CONTINUE}\n`));
  assertEquals([code, statuses(flow.steps)], [0, "passed passed passed [warned passed]"], JSON.stringify(flow.errors));
  assertMatch(flow.warnings[0]?.message ?? "", /Nope/);
});

flowTest("A handler whose steps do not end is cut with the step that it interrupted, and ends before it", async () => {
  const handler = "{when: {role: dialog, name: Cookies}, steps: [{wait_for: {duration: 20s}, timeout: 30s}]}";
  const { flow, events } = await runCovered(coveredFlow(`[${handler}]`, `  - {${CONTINUE}, timeout: 500ms}\n`));
  assertEquals(statuses(flow.steps), "passed passed failed [failed]");
  assertEquals(paths(events).slice(-2), ["3.1/1.1 wait_for", "3.1 click"]);
});
