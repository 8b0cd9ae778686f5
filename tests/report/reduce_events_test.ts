import { emptyRun, reduceEvents, RunReducer } from "../../lib/report/reduce_events.ts";
import type { RunEvent } from "../../lib/run/event.ts";
import { NO_TRACE_ID, RUN, type RunResult, type StepResult } from "../../lib/run/result.ts";
import { assert, assertEquals } from "../assert.ts";
import { keyOrder } from "./key_order.ts";
import { failedStep, failure, instantAt, runEvents, step, TRACE_ID } from "./sample_events.ts";
import { SAMPLE_RUNS } from "./sample_runs.ts";

const sample = (name: string): readonly RunEvent[] => SAMPLE_RUNS[name] ?? [];

for (const [name, events] of Object.entries(SAMPLE_RUNS)) {
  Deno.test(`reduceEvents() gives a valid report, keys in order, wherever the run "${name}" stops`, () => {
    for (let length = 0; length <= events.length; length++) {
      const run = reduceEvents(events.slice(0, length));
      assertEquals(keyOrder(run), keyOrder(RUN.parse(run)), `after ${length} events`);
    }
  });
}

Deno.test("reduceEvents() keeps every flow that had ended, wherever the log stops", () => {
  const events = sample("everything");
  for (let length = 1; length <= events.length; length++) {
    const ended = events.slice(0, length).flatMap((event) => event.type === "flow_ended" ? [event.result] : []);
    const { flows } = reduceEvents(events.slice(0, length));
    assertEquals(flows.filter(({ id }) => ended.some((flow) => flow.id === id)), ended);
  }
});

Deno.test("reduceEvents() keeps every step that had ended, wherever the log stops", () => {
  const events = sample("everything");
  for (let length = 1; length <= events.length; length++) {
    const ended = events.slice(0, length).flatMap((event) => event.type === "step_ended" ? [event.result.name] : []);
    const kept = reduceEvents(events.slice(0, length)).flows.flatMap((flow) => [
      ...namesIn(flow.steps),
      ...flow.attempts.flatMap(({ steps }) => namesIn(steps ?? [])),
    ]);
    for (const name of ended) assert(kept.includes(name), `after ${length} events "${name}" is lost`);
  }
});

Deno.test("reduceEvents() keeps nested steps under a parent that never ended", () => {
  const events = sample("nested");
  const inside = events.findIndex((event) => event.type === "step_ended" && event.result.iteration === "2 of 2");
  const [flow] = reduceEvents(events.slice(0, inside + 1)).flows;
  assertEquals(flow?.status, "interrupted");
  const [parent] = flow?.steps ?? [];
  assertEquals([parent?.name, parent?.status, parent?.passed, parent?.at.line], [
    "repeat 2 times",
    "interrupted",
    false,
    10,
  ]);
  assertEquals(
    parent?.steps.map(({ name, iteration, status }) => [name, iteration, status]),
    [
      ["click Next", "1 of 2", "passed"],
      ["expect page", "1 of 2", "passed"],
      ["click Next", "2 of 2", "passed"],
    ],
  );
});

Deno.test("reduceEvents() tells the same index in two phases apart", () => {
  const steps = [step("goto /", { phase: "steps" }), step("click Empty", { phase: "finally" })];
  const events = runEvents([{ flow: "A", attempts: [{ steps }] }]);
  const end = events.findIndex(({ type }) => type === "attempt_ended");
  assertEquals(namesIn(reduceEvents(events.slice(0, end)).flows[0]?.steps ?? []), ["goto /", "click Empty"]);
});

Deno.test("reduceEvents() keeps the steps of an earlier attempt when the last one is cut", () => {
  const events = sample("flaky");
  const second = events.findIndex((event) => event.type === "attempt_started" && event.attempt === 2);
  const [flow] = reduceEvents(events.slice(0, second + 1)).flows;
  assertEquals(flow?.attempts.map(({ status, steps }) => [status, steps?.length ?? null]), [
    ["failed", 2],
    ["interrupted", null],
  ]);
  assertEquals(flow?.trace_id, "a".repeat(32));
});

Deno.test("reduceEvents() shows flows in plan order and as skipped until they start", () => {
  const { flows, ...run } = reduceEvents(sample("failed").slice(0, 1));
  assertEquals(flows.map(({ flow, status }) => `${flow}: ${status}`), [
    "Guest buys a teapot: skipped",
    "Guest searches: skipped",
    "Guest reads: skipped",
  ]);
  assertEquals([run.status, run.exit, run.flows_skipped], ["incomplete", { code: null, reasons: [] }, 3]);
});

Deno.test("reduceEvents() takes the time to the last event while the run is on", () => {
  const events = sample("failed");
  const end = events.findIndex(({ type }) => type === "run_ended");
  assertEquals(reduceEvents(events.slice(0, end)).duration_ms, (end - 1) * 10);
  assertEquals(reduceEvents(events.slice(0, end + 1)).duration_ms, 6_100);
});

Deno.test("reduceEvents() counts flows by status", () => {
  const run = reduceEvents(sample("everything"));
  assertEquals(
    [run.flows_total, run.flows_passed, run.flows_failed, run.flows_flaky],
    [9, 3, 2, 1],
  );
  assertEquals([run.flows_broken, run.flows_skipped, run.flows_interrupted], [1, 1, 1]);
});

Deno.test("reduceEvents() opens the trace of the first failed flow", () => {
  const passed = { id: "a.flow.yaml", flow: "A", traceId: "a".repeat(32), attempts: [{ steps: [step("goto /")] }] };
  const failed = (id: string, traceId: string) => ({
    id,
    flow: id,
    traceId,
    attempts: [{ steps: [failedStep("goto /", failure("No"))] }],
  });
  const traceOf = (flows: Parameters<typeof runEvents>[0]) => reduceEvents(runEvents(flows)).trace_id;
  assertEquals(traceOf([passed, failed("b", "b".repeat(32)), failed("c", "c".repeat(32))]), "b".repeat(32));
  assertEquals(traceOf([passed]), "a".repeat(32));
  assertEquals(traceOf([]), NO_TRACE_ID);
  assertEquals(reduceEvents(sample("failed")).trace_id, TRACE_ID);
});

Deno.test("reduceEvents() takes receipt, redactions and exit from run_closed", () => {
  const exit = { code: 6, reasons: ["secret_found", "failed"] };
  const telemetry = { ...emptyRun().telemetry, enabled: true, delivered: true };
  const events = [
    ...sample("failed").slice(0, -1),
    { type: "run_closed", at: instantAt(9_000), exit, telemetry, redactions: 2 } as const,
  ];
  const run = reduceEvents(events);
  assertEquals([run.exit, run.telemetry, run.redactions, run.status], [exit, telemetry, 2, "failed"]);
});

for (
  const [reasons, status] of [
    [[], "passed"],
    [["failed"], "failed"],
    [["broken", "failed"], "broken"],
    [["terminated", "broken"], "interrupted"],
    [["telemetry_lost"], "passed"],
  ] as const
) {
  Deno.test(`reduceEvents() calls a run "${status}" that ended because of [${reasons}]`, () => {
    const run: RunResult = reduceEvents(runEvents([], { exit: { code: 1, reasons: [...reasons] } }));
    assertEquals(run.status, status);
  });
}

Deno.test("reduceEvents() keeps the warnings of a flow that never ended", () => {
  const events = sample("flaky");
  const warned = events.findIndex(({ type }) => type === "warning");
  assertEquals(reduceEvents(events.slice(0, warned + 1)).flows[0]?.warnings.length, 1);
  assertEquals(reduceEvents(events).flows[0]?.warnings.length, 1);
});

Deno.test("RunReducer gives reports that later events do not change", () => {
  const reducer = new RunReducer();
  const reports = sample("everything").map((event) => {
    reducer.apply(event);
    const report = reducer.result();
    return { report, text: JSON.stringify(report) };
  });
  for (const { report, text } of reports) assert(JSON.stringify(report) === text, "a report has changed");
});

function namesIn(steps: readonly StepResult[]): readonly string[] {
  return steps.flatMap((result) => [result.name, ...namesIn(result.steps)]);
}
