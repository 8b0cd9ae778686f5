import type { ErrorClass } from "../actions/action_error.ts";
import type { PlannedFlow } from "../plan/plan.ts";
import { giveTurn } from "./event_loop.ts";
import { type AttemptOutcome, runAttempt } from "./run_attempt.ts";
import type { AttemptResult, FlowResult, Warning } from "./result.ts";
import type { UsedLogin } from "./run_logins.ts";
import { instant, type RunTools } from "./run_tools.ts";
import { stepsTotal } from "./steps_total.ts";
import type { Worker } from "./worker.ts";

/** Runs a flow until it passes or its attempts are used up; never throws for what the flow does. */
export async function runFlow(flow: PlannedFlow, worker: Worker, tools: RunTools): Promise<FlowResult> {
  // Flows that cannot start do nothing but report.
  await giveTurn(tools.host);
  const startedAt = instant(tools.host);
  const startedMs = tools.host.monotonicMs();
  await tools.emit({ type: "flow_started", at: startedAt, flow: flow.id });
  const outcomes: AttemptOutcome[] = [];
  let renewals = 0;
  let last = await attempt(null);
  while (true) {
    // What an earlier run has stored and no check has proved may be dead: that costs an attempt, but no retry.
    if (renewals === 0 && mayHaveDied(last, tools)) last = await attempt(last.login);
    else if (triesAgain(last, { flow, tools, tries: outcomes.length - renewals })) last = await attempt(null);
    else break;
  }
  const result = flowResult(flow, outcomes, {
    last,
    retries: outcomes.length - 1 - renewals,
    runId: tools.runId,
    startedAt,
    durationMs: Math.round(tools.host.monotonicMs() - startedMs),
  });
  await tools.emit({ type: "flow_ended", at: instant(tools.host), flow: flow.id, result });
  return result;

  async function attempt(dead: UsedLogin | null): Promise<AttemptOutcome> {
    if (dead !== null) renewals++;
    const number = outcomes.length + 1;
    const before = outcomes.at(-1)?.result;
    const earlier = before === undefined ? null : { traceId: before.trace_id, spanId: before.span_id };
    const outcome = await runAttempt(flow, {
      number,
      earlier,
      worker,
      tools,
      dead,
      retriesUsed: outcomes.length - renewals,
    });
    outcomes.push(outcome);
    return outcome;
  }
}

/** Classes of errors that no session can be the cause of. */
const NOT_OF_SESSIONS: readonly ErrorClass[] = ["browser", "flow_file", "internal"];

function mayHaveDied({ result, login }: AttemptOutcome, { stop }: RunTools): boolean {
  if (result.status !== "failed" || result.error === null || stop.noMoreFlows) return false;
  return login !== null && login.mayBeDead && !NOT_OF_SESSIONS.includes(result.error.class);
}

interface Tried {
  readonly flow: PlannedFlow;
  readonly tools: RunTools;
  /** Attempts so far, without one that a dead session has cost. */
  readonly tries: number;
}

function triesAgain({ result }: AttemptOutcome, { flow, tools, tries }: Tried): boolean {
  if (result.status === "passed" || result.status === "interrupted" || tools.stop.noMoreFlows) return false;
  if (tries > flow.retries || result.error === null) return false;
  const { retryOn } = tools.settings;
  return retryOn === null ? result.error.class !== "flow_file" : retryOn.includes(result.error.class);
}

/** A failure that does not count is shown nevertheless, with who looks after it. */
function quarantineWarning({ quarantine }: PlannedFlow, status: FlowResult["status"]): readonly Warning[] {
  if (quarantine === null || (status !== "failed" && status !== "flaky")) return [];
  const { until, owner, reason } = quarantine;
  return [{ message: `In quarantine until ${until}, so this does not fail the run (${owner}: ${reason})`, at: null }];
}

interface Whole {
  readonly last: AttemptOutcome;
  /** Attempts after the first, without one that a dead session has cost. */
  readonly retries: number;
  readonly runId: string;
  readonly startedAt: string;
  readonly durationMs: number;
}

function flowResult(
  flow: PlannedFlow,
  outcomes: readonly AttemptOutcome[],
  { last, retries, runId, startedAt, durationMs }: Whole,
): FlowResult {
  const status = last.result.status === "passed" && retries > 0 ? "flaky" : last.result.status;
  const { steps } = last.result;
  return {
    id: flow.id,
    flow: flow.title,
    spec_path: flow.specPath,
    run_id: runId,
    base_url: last.baseUrl,
    tags: [...flow.tags],
    row: flow.row,
    quarantine: flow.quarantine,
    status,
    passed: status === "passed" || status === "flaky",
    steps_total: stepsTotal(flow),
    steps_executed: steps.filter((step) => step.started_at !== null).length,
    started_at: startedAt,
    duration_ms: durationMs,
    error: last.errors[0] ?? null,
    errors: [...last.errors],
    warnings: [...outcomes.flatMap(({ warnings }) => [...warnings]), ...quarantineWarning(flow, status)],
    artifacts: last.result.artifacts,
    attempts: outcomes.map((outcome): AttemptResult =>
      outcome === last ? { ...outcome.result, steps: null } : outcome.result
    ),
    trace_id: last.result.trace_id,
    span_id: last.result.span_id,
    steps,
  };
}
