import { QaRigError } from "../errors.ts";
import { ExpressionError } from "../plan/expression.ts";
import { fillIn } from "../plan/fill_in.ts";
import type { PlannedFlow } from "../plan/plan.ts";
import type { Span, SpanPlace } from "../telemetry/telemetry.ts";
import { artifactFolder, Artifacts } from "./artifacts.ts";
import { attemptScope } from "./attempt_scope.ts";
import { attemptLogin } from "./attempt_login.ts";
import { openAttempt, type ReadyFlow } from "./open_attempt.ts";
import { browserAttributes, flowAttributes, metricAttributes } from "./flow_attributes.ts";
import { failure } from "./failure.ts";
import type { AttemptResult, Failure, StepResult, Warning } from "./result.ts";
import { type Ended, runOpened } from "./run_opened.ts";
import { instant, type RunTools } from "./run_tools.ts";
import type { Worker } from "./worker.ts";

/** What came out of one attempt. */
export interface AttemptOutcome {
  readonly result: AttemptResult & { steps: StepResult[] };
  readonly baseUrl: string | null;
  readonly errors: readonly Failure[];
  readonly warnings: readonly Warning[];
}

/** Which attempt it is, and where it runs. */
export interface AttemptOptions {
  readonly number: number;
  readonly earlier: SpanPlace | null;
  readonly worker: Worker;
  readonly tools: RunTools;
}

/** Runs a flow once, in a context of its own and inside a span of its own; never throws. */
export async function runAttempt(flow: PlannedFlow, options: AttemptOptions): Promise<AttemptOutcome> {
  const { tools, number, earlier } = options;
  const warnings: Warning[] = [];
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
      attempts_max: flow.retries + 1,
      base_url: baseUrl,
      trace_id: span.traceId,
      span_id: span.spanId,
    });
    const artifacts = new Artifacts(
      tools.host,
      tools.settings.outputFolder,
      artifactFolder(flow.id, number),
      {
        lost(message) {
          tools.losses.push(message);
          warnings.push({ message, at: null });
        },
        mask: (name) => tools.masker.mask(name),
      },
    );
    const ended = await perform(flow, prepared, { ...options, span, artifacts, warnings });
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
    endSpan(span, result, tools);
    const measured = metricAttributes(flow, result, tools);
    tools.telemetry.record("qa_rig_flow_execution_seconds", durationMs / 1_000, measured);
    await tools.emit({ type: "attempt_ended", at: instant(tools.host), flow: flow.id, result });
    return { result, baseUrl, errors: ended.errors, warnings };
  });
}

type Prepared = ReadyFlow | { readonly broken: Failure };

function prepare(flow: PlannedFlow, tools: RunTools): Prepared {
  try {
    const variables = attemptScope(flow, tools);
    const baseUrl = flow.baseUrl === null ? null : String(fillIn(flow.baseUrl, variables.all()));
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

async function perform(flow: PlannedFlow, prepared: Prepared, options: PerformOptions): Promise<Ended> {
  if ("broken" in prepared) return { status: "broken", errors: [prepared.broken], steps: [] };
  try {
    const login = await attemptLogin(flow, prepared, options);
    await using opened = await openAttempt(flow, prepared, { ...options, login });
    options.span.set(browserAttributes(opened.attempt));
    const ended = await runOpened(opened.attempt, prepared.variables, options.span);
    await opened.end({ failed: ended.status === "failed" });
    return ended;
  } catch (error) {
    if (options.tools.stop.reason !== null) return { status: "interrupted", errors: [], steps: [] };
    return { status: "broken", errors: [failureToStart(error)], steps: [] };
  }
}

/** A fault of the tool itself breaks this attempt and no other. */
function failureToStart(error: unknown): Failure {
  if (error instanceof QaRigError) return failure("browser", error.message, null, { hint: error.hint });
  if (error instanceof ExpressionError) return failure("expression", error.message, error.at);
  const reason = error instanceof Error ? error.message : String(error);
  return failure("internal", `Cannot run the attempt: ${reason.split("\n")[0]}`, null);
}

function endSpan(span: Span, result: AttemptOutcome["result"], { masker }: RunTools): void {
  const passed = result.status === "passed";
  span.set({
    "flow.passed": passed,
    "flow.steps_executed": result.steps.filter((step) => step.started_at !== null).length,
    "test.case.result.status": passed ? "pass" : "fail",
  });
  if (result.status === "interrupted") span.fail({ type: "interrupted", message: "Run interrupted" });
  if (result.error !== null) span.fail({ type: result.error.class, message: masker.mask(result.error.message) });
}
