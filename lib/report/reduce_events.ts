import type { RunEvent } from "../run/event.ts";
import { type FlowResult, NO_TRACE_ID, type RunResult, SCHEMA_VERSION } from "../run/result.ts";
import { FlowProgress, millisecondsBetween } from "./flow_progress.ts";
import { LoginProgress } from "./login_progress.ts";

type RunStarted = Extract<RunEvent, { type: "run_started" }>;

const NOTHING = { recorded: 0, accepted: 0, rejected: 0, lost: 0 } as const;

/** The report of a run of which nothing is known yet. */
export function emptyRun(): RunResult {
  return {
    schema_version: SCHEMA_VERSION,
    tool: { name: "qa-rig", version: "", deno: "", compiled: false },
    run_id: "",
    status: "incomplete",
    exit: { code: null, reasons: [] },
    started_at: "1970-01-01T00:00:00.000Z",
    duration_ms: 0,
    flows_total: 0,
    flows_passed: 0,
    flows_failed: 0,
    flows_flaky: 0,
    flows_broken: 0,
    flows_skipped: 0,
    flows_interrupted: 0,
    seed: null,
    shard: null,
    browser: null,
    environment: { os: "", ci: null, vcs: null },
    telemetry: {
      enabled: false,
      protocol: null,
      endpoint: null,
      trace_sampled: null,
      delivered: null,
      spans: { ...NOTHING },
      data_points: { ...NOTHING },
      flush_ms: null,
    },
    warnings: [],
    redactions: 0,
    trace_id: NO_TRACE_ID,
    logins: [],
    flows: [],
  };
}

/** The report of these events; a log that stops anywhere gives all that had ended by then. */
export function reduceEvents(events: Iterable<RunEvent>): RunResult {
  const reducer = new RunReducer();
  for (const event of events) reducer.apply(event);
  return reducer.result();
}

/** Builds the report one event at a time; `result()` is a whole report after each of them. */
export class RunReducer {
  #run = emptyRun();
  #flows = new Map<string, FlowProgress>();
  #logins = new Map<string, LoginProgress>();

  apply(event: RunEvent): void {
    if (event.type !== "run_ended" && event.type !== "run_closed" && this.#run.status === "incomplete") {
      this.#run.duration_ms = millisecondsBetween(this.#run.started_at, event.at);
    }
    switch (event.type) {
      case "run_started":
        this.#start(event);
        break;
      case "browser_started":
        this.#run.browser ??= event.browser;
        break;
      case "run_ended":
        this.#run.duration_ms = event.duration_ms;
        this.#end(event.exit);
        break;
      case "run_closed":
        this.#run.telemetry = event.telemetry;
        this.#run.redactions = event.redactions;
        this.#end(event.exit);
        break;
      case "warning":
        if (event.flow === null) this.#run.warnings.push(event.warning);
        else this.#flows.get(event.flow)?.warn(event.warning);
        break;
      case "login_started":
        this.#logins.set(event.login.id, new LoginProgress(event.login));
        break;
      case "login_ended":
        this.#logins.get(event.result.id)?.apply(event);
        break;
      case "step_started":
      case "step_ended":
        (this.#flows.get(event.flow) ?? this.#logins.get(event.flow))?.apply(event);
        break;
      case "flow_started":
      case "attempt_started":
      case "attempt_ended":
      case "flow_ended":
        this.#flows.get(event.flow)?.apply(event);
        break;
    }
  }

  /** The report so far, keys in the order of the schema. */
  result(): RunResult {
    const flows = [...this.#flows.values()].map((flow) => flow.result(this.#run.run_id));
    const counts = countsOf(flows);
    const logins = [...this.#logins.values()].map((login) => login.result());
    const trace_id = traceToOpen(flows);
    return { ...this.#run, ...counts, warnings: [...this.#run.warnings], trace_id, logins, flows };
  }

  #start(event: RunStarted): void {
    this.#run = {
      ...emptyRun(),
      tool: event.tool,
      run_id: event.run_id,
      started_at: event.at,
      seed: event.seed,
      shard: event.shard,
      environment: event.environment,
      telemetry: event.telemetry,
    };
    this.#flows = new Map(event.flows.map((head) => [head.id, new FlowProgress(head)]));
  }

  #end(exit: RunResult["exit"]): void {
    this.#run.exit = exit;
    this.#run.status = statusOf(exit.reasons);
  }
}

/** What the exit says of the flows; a lost span or a secret in a file is no state of the run. */
function statusOf(reasons: readonly string[]): RunResult["status"] {
  if (reasons.includes("interrupted") || reasons.includes("terminated")) return "interrupted";
  if (reasons.includes("broken")) return "broken";
  return reasons.includes("failed") ? "failed" : "passed";
}

/** How many flows ended how. */
export function countsOf(flows: readonly FlowResult[]) {
  const count = (status: FlowResult["status"]) => flows.filter((flow) => flow.status === status).length;
  return {
    flows_total: flows.length,
    flows_passed: count("passed"),
    flows_failed: count("failed"),
    flows_flaky: count("flaky"),
    flows_broken: count("broken"),
    flows_skipped: count("skipped"),
    flows_interrupted: count("interrupted"),
  };
}

/** The trace to open first: of the first failed flow, else of the first. */
export function traceToOpen(flows: readonly FlowResult[]): string {
  const flow = flows.find(({ status }) => status === "failed") ?? flows[0];
  return flow?.trace_id ?? NO_TRACE_ID;
}
