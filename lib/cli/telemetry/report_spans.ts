import type { AttemptResult, FlowResult, LoginResult, RunResult, StepResult } from "../../run/result.ts";
import { maskUrl } from "../../mask.ts";
import { NO_SPAN_ID, NO_TRACE_ID } from "../../run/result.ts";
import type { FinishedSpan } from "../../telemetry/push_spans.ts";

/** The spans of a report, parents before their children. */
export interface ReportSpans {
  readonly spans: readonly FinishedSpan[];
  /** Attempts that had no ids, because telemetry was off; they have new ones. */
  readonly renamed: number;
  /** The trace of the last attempt of each flow, by the flow's id. */
  readonly traces: ReadonlyMap<string, string>;
}

/** Makes the spans that the run of a report sent or would have sent, with their ids where there are any. */
export function reportSpans(run: RunResult): ReportSpans {
  const spans: FinishedSpan[] = [];
  const traces = new Map<string, string>();
  let renamed = 0;
  for (const flow of run.flows) {
    let earlier: FinishedSpan | null = null;
    for (const attempt of flow.attempts) {
      const isNew = attempt.trace_id === NO_TRACE_ID;
      const steps = attempt.steps ?? flow.steps;
      const span = attemptSpan(run, flow, { attempt, steps, earlier });
      if (isNew) renamed++;
      const logins = run.logins.filter(({ needed_by, attempt: number }) =>
        needed_by === flow.id && number === attempt.number
      );
      spans.push(span);
      // One by one: there may be more than a call takes arguments.
      for (const login of logins) loginSpans(run, flow, { login, parent: span }).forEach((inner) => spans.push(inner));
      for (const step of steps) stepSpans(step, span).forEach((inner) => spans.push(inner));
      traces.set(flow.id, span.traceId);
      earlier = span;
    }
  }
  return { spans, renamed, traces };
}

interface AttemptParts {
  readonly attempt: AttemptResult;
  readonly steps: readonly StepResult[];
  readonly earlier: FinishedSpan | null;
}

function attemptSpan(run: RunResult, flow: FlowResult, { attempt, steps, earlier }: AttemptParts): FinishedSpan {
  const { error, status } = attempt;
  const startMs = Date.parse(attempt.started_at);
  const executed = steps.filter(({ started_at }) => started_at !== null).length;
  const failure = status === "interrupted"
    ? { type: "interrupted", message: "Run interrupted" }
    : error === null
    ? null
    : { type: error.class, message: error.message };
  return {
    name: "qa_rig.flow",
    traceId: attempt.trace_id === NO_TRACE_ID ? newId(16) : attempt.trace_id,
    spanId: attempt.span_id === NO_SPAN_ID ? newId(8) : attempt.span_id,
    parentSpanId: null,
    startMs,
    endMs: startMs + attempt.duration_ms,
    failure,
    link: earlier === null ? null : { traceId: earlier.traceId, spanId: earlier.spanId },
    attributes: {
      "flow.spec_path": flow.spec_path,
      "flow.run_id": run.run_id,
      "flow.base_url": maskUrl(flow.base_url ?? ""),
      "flow.steps_total": flow.steps_total,
      "test.case.name": flow.flow,
      "flow.passed": status === "passed",
      "flow.steps_executed": executed,
      "test.case.result.status": status === "passed" ? "pass" : "fail",
      ...(status === "broken" ? {} : browserAttributes(run)),
      ...(failure === null ? {} : { "error.type": failure.type }),
    },
  };
}

/** The span of a login, and those of its steps; one that was reused has none. */
function loginSpans(
  run: RunResult,
  flow: FlowResult,
  { login, parent }: { readonly login: LoginResult; readonly parent: FinishedSpan },
): readonly FinishedSpan[] {
  if (login.session === "reused") return [];
  const { flow: title, spec_path, steps_total, steps } = login;
  const span: FinishedSpan = {
    ...attemptSpan(run, { ...flow, flow: title, spec_path, steps_total }, {
      attempt: { ...login, number: login.attempt, steps: null },
      steps,
      earlier: null,
    }),
    traceId: parent.traceId,
    parentSpanId: parent.spanId,
  };
  return [span, ...login.steps.flatMap((step) => stepSpans(step, span))];
}

/** What every attempt says that had a browser. */
function browserAttributes({ browser, environment }: RunResult): FinishedSpan["attributes"] {
  if (browser === null) return {};
  const [platform = ""] = environment.os.split(" ");
  return { "browser.brands": [`${browser.name} ${browser.version}`], "browser.platform": platform };
}

/** A step that began, and those inside it; one that was skipped has no span. */
function stepSpans(step: StepResult, parent: FinishedSpan): readonly FinishedSpan[] {
  if (step.started_at === null) return [];
  const { error } = step;
  const failure = step.status === "interrupted"
    ? { type: "interrupted", message: "Run interrupted" }
    : step.status !== "failed" || error === null
    ? null
    : { type: error.class, message: error.message };
  const startMs = Date.parse(step.started_at);
  const span: FinishedSpan = {
    name: "qa_rig.step",
    traceId: parent.traceId,
    spanId: step.span_id === NO_SPAN_ID ? newId(8) : step.span_id,
    parentSpanId: parent.spanId,
    startMs,
    endMs: startMs + step.duration_ms,
    failure,
    link: null,
    attributes: {
      "step.name": step.name,
      "step.action": step.action,
      "step.duration_ms": step.duration_ms,
      "step.passed": step.passed,
      ...(step.url === null ? {} : { "url.full": maskUrl(step.url) }),
      ...(failure === null ? {} : { "error.type": failure.type, "step.error": failure.message }),
    },
  };
  return [span, ...step.steps.flatMap((child) => stepSpans(child, span))];
}

/** Random bytes in hex; all zeros would be no id. */
function newId(bytes: number): string {
  const id = crypto.getRandomValues(new Uint8Array(bytes)).toHex();
  return /^0+$/.test(id) ? newId(bytes) : id;
}
