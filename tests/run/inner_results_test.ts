import { assertEquals, assertStringIncludes } from "../assert.ts";
import { readEvents } from "../../lib/report/read_events.ts";
import { reduceEvents } from "../../lib/report/reduce_events.ts";
import { MOST_INNER, type RunEvent } from "../../lib/run/event.ts";
import { flowTest, runFlowText } from "./run_flow_text.ts";

/** The results of the rounds of the first step, by their statuses. */
function roundsOf(report: ReturnType<typeof reduceEvents>): Readonly<Record<string, number>> {
  const statuses = report.flows[0]?.steps[0]?.steps.map(({ status }) => status) ?? [];
  return Object.fromEntries(
    [...new Set(statuses)].map((status) => [status, statuses.filter((s) => s === status).length]),
  );
}

flowTest("A loop of more steps than a report can hold is told of, and its failures stand in the report", async () => {
  let events: readonly RunEvent[] = [];
  const { report, flow } = await runFlowText(
    `flow: A
vars: {n: 0}
steps:
  - repeat:
      times: ${(MOST_INNER + 1_000) / 2}
      steps:
        - set: {m: n + 1}
        - assert: run.id == ""
          if: "m < 0"
  - repeat: {times: 2, steps: [{assert: 1 == 2, soft: true}]}
`,
    {
      args: ["--reporter", "none", "--screenshot", "off"],
      look: async (folder) =>
        void (events = readEvents(await Deno.readTextFile(`${folder}/qa-rig-report/events.jsonl`))),
    },
  );
  assertEquals(roundsOf(report), { passed: MOST_INNER / 2, skipped: MOST_INNER / 2 });
  assertEquals(flow.steps[1]?.steps.map(({ status }) => status), ["failed", "failed"]);
  assertStringIncludes(flow.warnings[0]?.message ?? "", "Left out 1000 results of steps inside other steps");
  const steps = events.filter(({ type }) => type === "step_ended");
  assertEquals(steps.length, MOST_INNER + 1_000 + 1 + 2 + 1);
  // A run that is killed in its last step leaves the same results behind.
  const killed = events.slice(0, events.findLastIndex(({ type }) => type === "step_ended"));
  assertEquals(reduceEvents(killed).flows[0]?.steps[0], flow.steps[0]);
  const inLoop = events.slice(0, events.findIndex((event) => event.type === "step_ended" && event.path.length === 1));
  assertEquals(roundsOf(reduceEvents(inLoop)), roundsOf(report));
});

flowTest("A group that is tried again has room for as many results in each try", async () => {
  const half = MOST_INNER / 2 + 1;
  const { flow } = await runFlowText(
    `flow: A
steps:
  - group:
      name: G
      steps:
        - repeat: {times: ${half}, steps: [{assert: 1 == 1}]}
        - assert: 1 == 2
    retry: {times: 1, delay: 0s}
`,
    { args: ["--reporter", "none", "--screenshot", "off"] },
  );
  assertEquals([flow.steps[0]?.tries, flow.steps[0]?.steps[0]?.steps.length], [2, half]);
  assertEquals(flow.warnings, []);
});
