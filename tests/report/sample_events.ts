import type { FlowHead, RunEvent, StepPath } from "../../lib/run/event.ts";
import {
  type AttemptResult,
  type Exit,
  type Failure,
  type FlowResult,
  NO_SPAN_ID,
  NO_TRACE_ID,
  type StepResult,
  type Warning,
} from "../../lib/run/result.ts";
import type { Receipt } from "../../lib/telemetry/telemetry.ts";

/** Builds the events of runs that never took place, as the runner would emit them. */

const START = Date.parse("2026-01-02T03:04:05.000Z");
export const RUN_ID = "019b7e2a-0000-7000-8000-000000000001";
export const TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN_ID = "00f067aa0ba902b7";

const NOTHING = { recorded: 0, accepted: 0, rejected: 0, lost: 0 };

export const TELEMETRY_OFF: Receipt = {
  enabled: false,
  protocol: null,
  endpoint: null,
  trace_sampled: null,
  delivered: null,
  spans: NOTHING,
  data_points: NOTHING,
  flush_ms: null,
};

export interface SampleAttempt {
  readonly steps: readonly StepResult[];
  readonly status?: AttemptResult["status"];
  /** Of an attempt that could not start. */
  readonly error?: Failure;
  readonly artifacts?: AttemptResult["artifacts"];
  readonly warnings?: readonly Warning[];
}

export interface SampleFlow extends Partial<FlowHead> {
  readonly flow: string;
  readonly attempts: readonly SampleAttempt[];
  readonly traceId?: string;
}

export interface SampleRun {
  readonly exit?: Exit;
  /** Flows take turns, event by event, as with several workers. */
  readonly interleaved?: boolean;
  readonly warnings?: readonly Warning[];
  readonly telemetry?: Receipt;
  readonly redactions?: number;
}

export function instantAt(ms: number): string {
  return new Date(START + ms).toISOString();
}

export function step(name: string, fields: Partial<StepResult> = {}): StepResult {
  const status = fields.status ?? "passed";
  const began = status !== "skipped";
  return {
    index: 1,
    phase: "steps",
    name,
    action: name.split(" ")[0] ?? "click",
    status,
    passed: status === "passed" || status === "warned",
    because: null,
    tries: began ? 1 : 0,
    earlier_errors: [],
    iteration: null,
    started_at: began ? instantAt(0) : null,
    duration_ms: began ? 40 : 0,
    at: { file: "flows/checkout.flow.yaml", line: 10, column: 5 },
    url: null,
    data: {},
    error: null,
    artifacts: [],
    span_id: NO_SPAN_ID,
    steps: [],
    ...fields,
  };
}

export function failure(message: string, fields: Partial<Failure> = {}): Failure {
  const at = { file: "flows/checkout.flow.yaml", line: 15, column: 5 };
  return { class: "assertion", message, expected: null, actual: null, at, hint: null, ...fields };
}

export function failedStep(name: string, error: Failure, fields: Partial<StepResult> = {}): StepResult {
  return step(name, { status: "failed", error, duration_ms: 5_000, ...fields });
}

export function skippedStep(name: string, because: StepResult["because"]): StepResult {
  return step(name, { status: "skipped", because });
}

/** The events of a whole run, from `run_started` to `run_closed`; 10 ms pass between two of them. */
export function runEvents(flows: readonly SampleFlow[], options: SampleRun = {}): readonly RunEvent[] {
  const heads = flows.map(headOf);
  const lists = flows.map((flow) => flowEvents(flow));
  const results = lists.flat().flatMap((event) => event.type === "flow_ended" ? [event.result] : []);
  const exit = options.exit ?? exitOf(results);
  const telemetry = options.telemetry ?? TELEMETRY_OFF;
  const events: readonly RunEvent[] = [
    {
      type: "run_started",
      at: "",
      run_id: RUN_ID,
      tool: { name: "qa-rig", version: "0.1.0", deno: "2.9.6", compiled: false },
      environment: { os: "linux x86_64", ci: null, vcs: { revision: "abc1234", branch: "main" } },
      seed: null,
      shard: null,
      telemetry,
      flows: heads,
    },
    {
      type: "browser_started",
      at: "",
      worker: 1,
      browser: { name: "chromium", version: "153.0.0.0", source: "system", headless: true, sandbox: true },
    },
    ...(options.warnings ?? []).map((warning): RunEvent => ({ type: "warning", at: "", flow: null, warning })),
    ...(options.interleaved ? takeTurns(lists) : lists.flat()),
    { type: "run_ended", at: "", duration_ms: 6_100, exit },
    { type: "run_closed", at: "", exit, telemetry, redactions: options.redactions ?? 0 },
  ];
  return events.map((event, index) => ({ ...event, at: instantAt(index * 10) }));
}

function headOf({ attempts, traceId: _, ...head }: SampleFlow): FlowHead {
  const id = head.id ?? "flows/checkout.flow.yaml";
  return {
    id,
    flow: head.flow,
    spec_path: head.spec_path ?? id.replace(/#.*/, ""),
    base_url: head.base_url ?? "http://127.0.0.1:4173",
    tags: head.tags ?? ["smoke"],
    row: head.row ?? null,
    quarantine: head.quarantine ?? null,
    steps_total: head.steps_total ?? attempts.at(-1)?.steps.length ?? 0,
  };
}

/** The events of one flow; their instants are set by `runEvents()`. */
function flowEvents(flow: SampleFlow): readonly RunEvent[] {
  if (flow.attempts.length === 0) return [];
  const { id } = headOf(flow);
  const results = flow.attempts.map((attempt, index) => attemptResult(flow, attempt, index + 1));
  const attempts = results.flatMap((result, index): readonly RunEvent[] => [
    {
      type: "attempt_started",
      at: "",
      flow: id,
      attempt: result.number,
      attempts_max: flow.attempts.length,
      base_url: headOf(flow).base_url,
      trace_id: result.trace_id,
      span_id: result.span_id,
    },
    ...stepEvents(id, result, result.steps ?? []),
    ...(flow.attempts[index]?.warnings ?? []).map((warning): RunEvent => ({
      type: "warning",
      at: "",
      flow: id,
      warning,
    })),
    { type: "attempt_ended", at: "", flow: id, result },
  ]);
  return [
    { type: "flow_started", at: "", flow: id },
    ...attempts,
    { type: "flow_ended", at: "", flow: id, result: flowResult(flow, results) },
  ];
}

function stepEvents(
  flow: string,
  attempt: AttemptResult,
  steps: readonly StepResult[],
  outer: StepPath = [],
): readonly RunEvent[] {
  const rounds = [...new Set(steps.map(({ iteration }) => iteration))];
  return steps.flatMap((result): readonly RunEvent[] => {
    const path = [...outer, { index: result.index, round: rounds.indexOf(result.iteration) + 1 }];
    const { phase, name, action, at: place, iteration } = result;
    const base = { at: "", flow, attempt: attempt.number, path };
    const ended: RunEvent = { type: "step_ended", ...base, result };
    if (result.status === "skipped") return [ended];
    const started: RunEvent = { type: "step_started", ...base, phase, name, action, place, iteration };
    return [started, ...stepEvents(flow, attempt, result.steps, path), ended];
  });
}

function attemptResult(flow: SampleFlow, attempt: SampleAttempt, number: number): AttemptResult {
  const steps = numbered(attempt.steps, 0);
  const error = attempt.error ?? steps.find(({ status }) => status === "failed")?.error ?? null;
  return {
    number,
    status: attempt.status ?? (error === null ? "passed" : "failed"),
    started_at: instantAt(0),
    duration_ms: steps.reduce((sum, { duration_ms }) => sum + duration_ms, 0),
    error,
    artifacts: [...attempt.artifacts ?? []],
    trace_id: flow.traceId ?? NO_TRACE_ID,
    span_id: flow.traceId === undefined ? NO_SPAN_ID : SPAN_ID,
    steps,
  };
}

/** Gives steps their positions (each round of a list counts from 1) and their starts, one after the other. */
function numbered(steps: readonly StepResult[], startMs: number): StepResult[] {
  let at = startMs;
  const counts = new Map<string, number>();
  return steps.map((result) => {
    const list = `${result.phase} ${result.iteration}`;
    counts.set(list, (counts.get(list) ?? 0) + 1);
    const placed = {
      ...result,
      index: counts.get(list) ?? 1,
      started_at: result.started_at === null ? null : instantAt(at),
      steps: numbered(result.steps, at),
    };
    at += result.duration_ms;
    return placed;
  });
}

function flowResult(flow: SampleFlow, attempts: readonly AttemptResult[]): FlowResult {
  const head = headOf(flow);
  const last = attempts.at(-1);
  const steps = last?.steps ?? [];
  const errors = last?.error ? [last.error] : [];
  const status = last?.status === "passed" && attempts.length > 1 ? "flaky" : last?.status ?? "skipped";
  return {
    id: head.id,
    flow: head.flow,
    spec_path: head.spec_path,
    run_id: RUN_ID,
    base_url: head.base_url,
    tags: head.tags,
    row: head.row,
    quarantine: head.quarantine,
    status,
    passed: status === "passed" || status === "flaky",
    steps_total: head.steps_total,
    steps_executed: steps.filter((result) => result.status !== "skipped").length,
    started_at: instantAt(0),
    duration_ms: attempts.reduce((sum, { duration_ms }) => sum + duration_ms, 0),
    error: errors[0] ?? null,
    errors,
    warnings: flow.attempts.flatMap(({ warnings = [] }) => warnings),
    artifacts: last?.artifacts ?? [],
    attempts: attempts.map((attempt, index) => index === attempts.length - 1 ? { ...attempt, steps: null } : attempt),
    trace_id: last?.trace_id ?? NO_TRACE_ID,
    span_id: last?.span_id ?? NO_SPAN_ID,
    steps,
  };
}

function exitOf(flows: readonly FlowResult[]): Exit {
  const has = (status: FlowResult["status"]) => flows.some((flow) => flow.status === status);
  if (has("interrupted")) return { code: 130, reasons: ["interrupted"] };
  const reasons = [...(has("broken") ? ["broken"] : []), ...(has("failed") ? ["failed"] : [])];
  return { code: has("broken") ? 4 : has("failed") ? 1 : 0, reasons };
}

function takeTurns(lists: readonly (readonly RunEvent[])[]): readonly RunEvent[] {
  const longest = Math.max(0, ...lists.map((events) => events.length));
  return Array.from({ length: longest }, (_, turn) => lists.flatMap((events) => events.slice(turn, turn + 1))).flat();
}
