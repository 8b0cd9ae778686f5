import { ExpressionError } from "../plan/expression.ts";
import { fillIn } from "../plan/fill_in.ts";
import type { PlannedFlow } from "../plan/plan.ts";
import type { Span, SpanPlace } from "../telemetry/telemetry.ts";
import type { Artifacts } from "./artifacts.ts";
import { attemptArtifacts } from "./attempt_artifacts.ts";
import { attemptScope } from "./attempt_scope.ts";
import { attemptLogin } from "./attempt_login.ts";
import { openAttempt, type ReadyFlow } from "./open_attempt.ts";
import { browserAttributes, flowAttributes, metricAttributes } from "./flow_attributes.ts";
import { endFlowSpan } from "./end_flow_span.ts";
import { failure } from "./failure.ts";
import { failureToStart } from "./failure_to_start.ts";
import type { AttemptResult, Failure, StepResult, Warning } from "./result.ts";
import { maskVariables } from "../mask/mask_variables.ts";
import type { UsedLogin } from "./run_logins.ts";
import { type Ended, runOpened } from "./run_opened.ts";
import { instant, type RunTools } from "./run_tools.ts";
import type { Worker } from "./worker.ts";

/** What came out of one attempt. */
export interface AttemptOutcome {
  readonly result: AttemptResult & { steps: StepResult[] };
  readonly baseUrl: string | null;
  readonly errors: readonly Failure[];
  readonly warnings: readonly Warning[];
  /** The login of its `session`. */
  readonly login: UsedLogin | null;
}

/** Which attempt it is, and where it runs. */
export interface AttemptOptions {
  readonly number: number;
  readonly earlier: SpanPlace | null;
  /** How many of the attempts before it count as retries: one that a dead session has cost does not. */
  readonly retriesUsed: number;
  /** The login with which the attempt before it failed, when a new one has to be made. */
  readonly dead: UsedLogin | null;
  readonly worker: Worker;
  readonly tools: RunTools;
}

const TRIED_ANEW =
  "The attempt before failed with a session that an earlier run had stored, so the flow was tried once more with a new one";

/** Runs a flow once, in a context of its own and inside a span of its own; never throws. */
export async function runAttempt(flow: PlannedFlow, options: AttemptOptions): Promise<AttemptOutcome> {
  const { tools, number, earlier, dead, retriesUsed } = options;
  const warnings: Warning[] = dead === null ? [] : [{ message: TRIED_ANEW, at: null }];
  const prepared = prepare(flow, tools);
  const baseUrl = "variables" in prepared ? prepared.baseUrl : null;
  const attributes = flowAttributes(flow, { tools, baseUrl });
  return await tools.telemetry.flow(attributes, earlier, async (span) => {
    const startedAt = instant(tools.host);
    const startedMs = tools.host.monotonicMs();
    await tools.emit({
      type: "attempt_started",
      at: startedAt,
      flow: flow.id,
      attempt: number,
      attempts_max: flow.retries + number - retriesUsed,
      base_url: baseUrl,
      trace_id: span.traceId,
      span_id: span.spanId,
    });
    const artifacts = attemptArtifacts(flow.id, number, { tools, warnings });
    const { login, ...ended } = await perform(flow, prepared, { ...options, span, artifacts, warnings });
    const durationMs = Math.round(tools.host.monotonicMs() - startedMs);
    const result: AttemptOutcome["result"] = {
      number,
      status: ended.status,
      started_at: startedAt,
      duration_ms: durationMs,
      error: ended.errors[0] ?? null,
      artifacts: artifacts.take(),
      trace_id: span.traceId,
      span_id: span.spanId,
      steps: [...ended.steps],
    };
    endFlowSpan(span, result, tools);
    const measured = metricAttributes(flow, result, tools);
    tools.telemetry.record("qa_rig_flow_execution_seconds", durationMs / 1_000, measured);
    await tools.emit({ type: "attempt_ended", at: instant(tools.host), flow: flow.id, result });
    return { result, baseUrl, errors: ended.errors, warnings, login };
  });
}

type Prepared = ReadyFlow | { readonly broken: Failure };

function prepare(flow: PlannedFlow, tools: RunTools): Prepared {
  try {
    const variables = attemptScope(flow, tools);
    const baseUrl = flow.baseUrl === null ? null : String(fillIn(flow.baseUrl, variables.all()));
    maskVariables({ ...flow.row, ...Object.fromEntries(variables.snapshot()) }, tools.masker);
    if (baseUrl !== null) tools.masker.addUrl(baseUrl, "base_url");
    return { variables, baseUrl };
  } catch (error) {
    if (error instanceof ExpressionError) return { broken: failure("expression", error.message, error.at) };
    throw error;
  }
}

interface PerformOptions extends AttemptOptions {
  readonly span: Span;
  readonly artifacts: Artifacts;
  readonly warnings: Warning[];
}

interface Performed extends Ended {
  readonly login: UsedLogin | null;
}

async function perform(flow: PlannedFlow, prepared: Prepared, options: PerformOptions): Promise<Performed> {
  if ("broken" in prepared) return { status: "broken", errors: [prepared.broken], steps: [], login: null };
  let login: UsedLogin | null = null;
  try {
    login = await attemptLogin(flow, { ...options, ready: prepared });
    await using opened = await openAttempt(flow, prepared, { ...options, login: login?.state ?? null });
    options.span.set(browserAttributes(opened.attempt));
    const ended = await runOpened(opened.attempt, prepared.variables, options.span);
    await opened.end({ failed: ended.status === "failed" });
    return { ...ended, login };
  } catch (error) {
    if (options.tools.stop.reason !== null) return { status: "interrupted", errors: [], steps: [], login };
    return { status: "broken", errors: [failureToStart(error)], steps: [], login };
  }
}
