import { posix } from "node:path";
import { exitCodeOf, type ExitReason } from "../exit_code.ts";
import { UsageError } from "../errors.ts";
import type {
  Artifact,
  AttemptResult,
  FlowResult,
  LoginResult,
  Receipt,
  RunResult,
  StepResult,
  Warning,
} from "../run/result.ts";
import { parseShard } from "../plan/shard.ts";
import { millisecondsBetween } from "./flow_progress.ts";
import { countsOf, traceToOpen } from "./reduce_events.ts";

/** A report with the place that it came from. */
export interface ReportPart {
  /** What messages call it. */
  readonly file: string;
  readonly run: RunResult;
  /** Leads from the folder of the merged report to its own; "" or ends with `/`. */
  readonly artifactsFrom: string;
}

/**
 * One report of several, such as the shards of a run: flows sorted by id, times from the first start to the last end,
 * the worst exit. Throws `UsageError` when a flow is in two of them.
 */
export function mergeReports(parts: readonly [ReportPart, ...ReportPart[]]): RunResult {
  const [{ run: first }] = parts;
  const runs = parts.map(({ run }) => run);
  const flows = mergedFlows(parts);
  const started = runs.map(({ started_at }) => started_at).toSorted()[0] ?? first.started_at;
  const ends = runs.map(({ started_at, duration_ms }) => millisecondsBetween(started, started_at) + duration_ms);
  const reasons = [...new Set(runs.flatMap(({ exit }) => exit.reasons))];
  return {
    ...first,
    status: worstStatus(runs),
    exit: { code: runs.some(({ exit }) => exit.code === null) ? null : exitCodeOf(reasons as ExitReason[]), reasons },
    started_at: started,
    duration_ms: ends.reduce((last, end) => Math.max(last, end), 0),
    ...countsOf(flows),
    seed: sameOrNull(runs.map(({ seed }) => seed)),
    shard: sameOrNull(runs.map(({ shard }) => shard)),
    browser: runs.find(({ browser }) => browser !== null)?.browser ?? null,
    telemetry: runs.map(({ telemetry }) => telemetry).reduce(mergedReceipt),
    warnings: [...runs.flatMap(({ warnings }) => warnings), ...missingShards(runs)],
    redactions: runs.reduce((sum, { redactions }) => sum + redactions, 0),
    trace_id: traceToOpen(flows),
    logins: parts.flatMap(({ run, artifactsFrom }) => run.logins.map((login) => movedLogin(login, artifactsFrom))),
    flows: [...flows],
  };
}

function mergedFlows(parts: readonly ReportPart[]): readonly FlowResult[] {
  const owners = new Map<string, string>();
  const flows = parts.flatMap(({ file, run, artifactsFrom }) =>
    run.flows.map((flow) => {
      const owner = owners.get(flow.id);
      if (owner !== undefined) {
        throw new UsageError(`Cannot merge reports: flow "${flow.id}" is in "${owner}" and in "${file}"`, {
          hint: "merge is for the shards of one run",
        });
      }
      owners.set(flow.id, file);
      return movedFlow(flow, artifactsFrom);
    })
  );
  return flows.toSorted((one, other) => one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}

/** From the worst to the best. */
const STATUSES = ["incomplete", "interrupted", "broken", "failed", "passed"] as const;

function worstStatus(runs: readonly RunResult[]): RunResult["status"] {
  return STATUSES.find((status) => runs.some((run) => run.status === status)) ?? "passed";
}

function sameOrNull<T>(values: readonly T[]): T | null {
  return new Set(values).size === 1 ? values[0] ?? null : null;
}

/** Missing shards that a warning names. */
const MOST_NAMED = 20;

function missingShards(runs: readonly RunResult[]): readonly Warning[] {
  const shards = runs.flatMap(({ shard }) => shard === null ? [] : [shard]);
  const count = parseShard(shards[0] ?? "")?.count ?? 0;
  const given = new Set(shards);
  const missing = Array.from({ length: count }, (_, index) => `${index + 1}/${count}`)
    .filter((shard) => !given.has(shard));
  if (missing.length === 0) return [];
  const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : "";
  return [{ message: `Shards are missing: ${missing.slice(0, MOST_NAMED).join(", ")}${more}`, at: null }];
}

function mergedReceipt(one: Receipt, other: Receipt): Receipt {
  const delivered = [one, other].filter(({ enabled }) => enabled).map((receipt) => receipt.delivered);
  return {
    enabled: one.enabled || other.enabled,
    protocol: one.protocol ?? other.protocol,
    endpoint: one.endpoint ?? other.endpoint,
    trace_sampled: one.trace_sampled ?? other.trace_sampled,
    delivered: delivered.length === 0 || delivered.includes(null) ? null : delivered.every((all) => all === true),
    spans: mergedDelivery(one.spans, other.spans),
    data_points: mergedDelivery(one.data_points, other.data_points),
    flush_ms: one.flush_ms === null && other.flush_ms === null
      ? null
      : Math.max(one.flush_ms ?? 0, other.flush_ms ?? 0),
  };
}

type Delivery = Receipt["spans"];

function mergedDelivery(one: Delivery, other: Delivery): Delivery {
  return {
    recorded: one.recorded + other.recorded,
    accepted: one.accepted + other.accepted,
    rejected: one.rejected === null || other.rejected === null ? null : one.rejected + other.rejected,
    lost: one.lost + other.lost,
  };
}

/** The flow with paths of artifacts that lead from the folder of the merged report. */
function movedFlow(flow: FlowResult, from: string): FlowResult {
  return {
    ...flow,
    artifacts: moved(flow.artifacts, from),
    attempts: flow.attempts.map((attempt) => movedAttempt(attempt, from)),
    steps: flow.steps.map((step) => movedStep(step, from)),
  };
}

function movedLogin(login: LoginResult, from: string): LoginResult {
  return {
    ...login,
    artifacts: moved(login.artifacts, from),
    steps: login.steps.map((step) => movedStep(step, from)),
  };
}

function movedAttempt(attempt: AttemptResult, from: string): AttemptResult {
  const steps = attempt.steps?.map((step) => movedStep(step, from)) ?? null;
  return { ...attempt, artifacts: moved(attempt.artifacts, from), steps };
}

function movedStep(step: StepResult, from: string): StepResult {
  return {
    ...step,
    artifacts: moved(step.artifacts, from),
    steps: step.steps.map((inner) => movedStep(inner, from)),
  };
}

function moved(artifacts: readonly Artifact[], from: string): Artifact[] {
  return artifacts.map((artifact) => ({ ...artifact, path: posix.normalize(`${from}${artifact.path}`) }));
}
