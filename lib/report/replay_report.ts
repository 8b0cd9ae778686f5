import type { RunEvent } from "../run/event.ts";
import type { AttemptResult, FlowResult, LoginResult, RunResult, StepResult } from "../run/result.ts";

/** The events that lead to a report, as far as it tells them: steps inside steps have none of their own. */
export function replayReport(run: RunResult): readonly RunEvent[] {
  const at = run.started_at;
  const { run_id, tool, environment, seed, shard, telemetry, exit, redactions } = run;
  return [
    { type: "run_started", at, run_id, tool, environment, seed, shard, telemetry, flows: run.flows },
    ...run.browser === null ? [] : [{ type: "browser_started" as const, at, worker: 1, browser: run.browser }],
    ...run.warnings.map((warning) => ({ type: "warning" as const, at, flow: null, warning })),
    ...run.flows.filter(({ started_at }) => started_at !== null).flatMap((flow) => flowEvents(flow, run.logins)),
    { type: "run_ended", at, duration_ms: run.duration_ms, exit },
    { type: "run_closed", at, exit, telemetry, redactions },
  ];
}

function flowEvents(flow: FlowResult, logins: readonly LoginResult[]): readonly RunEvent[] {
  const { id } = flow;
  const at = flow.started_at ?? "";
  return [
    { type: "flow_started", at, flow: id },
    ...flow.attempts.flatMap((attempt) => {
      const own = logins.filter((login) => login.needed_by === id && login.attempt === attempt.number);
      return attemptEvents(attempt, flow, own);
    }),
    { type: "flow_ended", at, flow: id, result: flow },
  ];
}

function attemptEvents(attempt: AttemptResult, flow: FlowResult, logins: readonly LoginResult[]): readonly RunEvent[] {
  const { number, started_at: at, trace_id, span_id } = attempt;
  const { id, base_url, attempts } = flow;
  const steps = attempt.steps ?? flow.steps;
  return [
    {
      type: "attempt_started",
      at,
      flow: id,
      attempt: number,
      attempts_max: attempts.length,
      base_url,
      trace_id,
      span_id,
    },
    ...logins.flatMap(loginEvents),
    ...steps.map((result) => stepEvent(result, { at, flow: id, attempt: number })),
    { type: "attempt_ended", at, flow: id, result: { ...attempt, steps } },
  ];
}

function loginEvents(result: LoginResult): readonly RunEvent[] {
  const { id, started_at: at } = result;
  return [
    { type: "login_started", at, login: result },
    ...result.steps.map((step) => stepEvent(step, { at, flow: id, attempt: 1 })),
    { type: "login_ended", at, result },
  ];
}

function stepEvent(
  result: StepResult,
  { at, flow, attempt }: { readonly at: string; readonly flow: string; readonly attempt: number },
): RunEvent {
  return { type: "step_ended", at, flow, attempt, path: [{ index: result.index, round: 1 }], result };
}
