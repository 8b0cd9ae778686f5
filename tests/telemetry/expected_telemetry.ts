import { type AttributeName, ATTRIBUTES, METRICS } from "../../lib/telemetry/attributes.ts";
import type { Attributes } from "../../lib/telemetry/telemetry.ts";
import type { AttemptResult, FlowResult, RunResult, StepResult } from "../../lib/run/result.ts";
import { assertEquals } from "../assert.ts";
import type { ArrivedPoint, ArrivedSpan, TypedAttributes, TypedValue } from "./otlp_json.ts";

/** What a report does not say. */
export interface Surroundings {
  /** Id of the span in `TRACEPARENT`. */
  readonly parent?: string;
  /** Title of the suite. */
  readonly suite?: string;
}

/** Checks that exactly the spans of a report's attempts and executed steps arrived, each whole. */
export function assertSpansOf(
  report: RunResult,
  arrived: readonly ArrivedSpan[],
  surroundings: Surroundings = {},
): void {
  const spans = arrived.map(({ resource: _resource, traceState: _traceState, ...span }) => span);
  assertEquals(spans.toSorted(bySpanId), expectedSpans(report, surroundings).toSorted(bySpanId));
}

/** Checks that the histogram arrived once, with every attempt of a report in it. */
export function assertPointsOf(report: RunResult, arrived: readonly ArrivedPoint[]): void {
  const { unit, boundaries } = METRICS.qa_rig_flow_execution_seconds;
  const metric = { metric: "qa_rig_flow_execution_seconds", unit, temporality: 2, boundaries };
  const points = arrived.map((point) => ({ ...point, sum: point.sum.toFixed(6) }));
  const expected = expectedPoints(report).map(({ sum, ...point }) => ({ ...metric, ...point, sum: sum.toFixed(6) }));
  assertEquals(points.toSorted(bySeries), expected.toSorted(bySeries));
}

/** A span without what all spans of a run share. */
type ExpectedSpan = Omit<ArrivedSpan, "resource" | "traceState">;

/** The span of every attempt and of every step that began. */
function expectedSpans(report: RunResult, surroundings: Surroundings): readonly ExpectedSpan[] {
  return report.flows.flatMap((flow) =>
    flow.attempts.flatMap((attempt, index) => {
      const earlier = flow.attempts[index - 1];
      return [
        flowSpan(report, { ...surroundings, flow, attempt, earlier }),
        ...stepSpans(attempt.steps ?? flow.steps, attempt.trace_id, attempt.span_id),
      ];
    })
  );
}

interface AttemptOf extends Surroundings {
  readonly flow: FlowResult;
  readonly attempt: AttemptResult;
  readonly earlier: AttemptResult | undefined;
}

function flowSpan(report: RunResult, { flow, attempt, earlier, parent = "", suite }: AttemptOf): ExpectedSpan {
  const passed = attempt.status === "passed";
  const steps = attempt.steps ?? flow.steps;
  const { browser } = report;
  return {
    name: "qa_rig.flow",
    traceId: attempt.trace_id,
    spanId: attempt.span_id,
    parentSpanId: parent,
    kind: 1,
    links: earlier === undefined ? [] : [{ traceId: earlier.trace_id, spanId: earlier.span_id }],
    ...failureOf(attempt),
    attributes: typed({
      "flow.spec_path": flow.spec_path,
      "flow.run_id": report.run_id,
      "flow.base_url": flow.base_url ?? "",
      "flow.steps_total": flow.steps_total,
      "flow.passed": passed,
      "flow.steps_executed": steps.filter(({ started_at }) => started_at !== null).length,
      ...(suite === undefined ? {} : { "test.suite.name": suite }),
      "test.case.name": flow.flow,
      "test.case.result.status": passed ? "pass" : "fail",
      "browser.brands": [`${browser?.name} ${browser?.version}`],
      "browser.platform": report.environment.os.split(" ")[0] ?? "",
      ...errorType(attempt),
    }),
  };
}

function stepSpans(steps: readonly StepResult[], traceId: string, parent: string): readonly ExpectedSpan[] {
  return steps.filter(({ started_at }) => started_at !== null).flatMap((step) => {
    const error = step.status === "warned" ? null : step.error;
    const ended = { status: step.status, error };
    return [
      {
        name: "qa_rig.step",
        traceId,
        spanId: step.span_id,
        parentSpanId: parent,
        kind: 1,
        links: [],
        ...failureOf(ended),
        attributes: typed({
          "step.name": step.name,
          "step.action": step.action,
          "step.duration_ms": Math.round(step.duration_ms),
          "step.passed": step.passed,
          ...(step.url === null ? {} : { "url.full": step.url }),
          ...(messageOf(ended) === null ? {} : { "step.error": messageOf(ended) ?? "" }),
          ...errorType(ended),
        }),
      },
      ...stepSpans(step.steps, traceId, step.span_id),
    ];
  });
}

interface Ended {
  readonly status: string;
  readonly error: AttemptResult["error"];
}

function failureOf(ended: Ended): Pick<ExpectedSpan, "status" | "events"> {
  const message = messageOf(ended);
  if (message === null) return { status: { code: 0, message: "" }, events: [] };
  const attributes = {
    "exception.type": { type: "string", value: errorType(ended)["error.type"] ?? "" },
    "exception.message": { type: "string", value: message },
  } as const;
  return { status: { code: 2, message }, events: [{ name: "exception", attributes }] };
}

function messageOf({ status, error }: Ended): string | null {
  return status === "interrupted" ? "Run interrupted" : error?.message ?? null;
}

function errorType({ status, error }: Ended): { readonly "error.type"?: string } {
  if (status === "interrupted") return { "error.type": "interrupted" };
  return error === null ? {} : { "error.type": error.class };
}

/** One point for each title and outcome. */
function expectedPoints({ flows }: RunResult) {
  const points = new Map<string, { count: number; sum: number; readonly attributes: TypedAttributes }>();
  for (const { flow, attempts } of flows) {
    for (const attempt of attempts) {
      const attributes = typed({
        "flow.passed": attempt.status === "passed",
        "test.case.name": flow,
        ...errorType(attempt),
      });
      const key = JSON.stringify(attributes);
      const point = points.get(key) ?? { count: 0, sum: 0, attributes };
      point.count++;
      point.sum += attempt.duration_ms / 1_000;
      points.set(key, point);
    }
  }
  return [...points.values()];
}

/** Attributes with the types that `ATTRIBUTES` promises. */
function typed(attributes: Attributes): TypedAttributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]): [string, TypedValue] => [
      name,
      { type: ATTRIBUTES[name as AttributeName].type, value },
    ]),
  );
}

function bySpanId(one: { readonly spanId: string }, other: { readonly spanId: string }): number {
  return one.spanId < other.spanId ? -1 : 1;
}

function bySeries(one: { readonly attributes: TypedAttributes }, other: { readonly attributes: TypedAttributes }) {
  return seriesOf(one.attributes) < seriesOf(other.attributes) ? -1 : 1;
}

function seriesOf(attributes: TypedAttributes): string {
  return ["test.case.name", "flow.passed", "error.type"].map((name) => String(attributes[name]?.value)).join();
}
