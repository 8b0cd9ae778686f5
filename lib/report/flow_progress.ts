import type { FlowHead, RunEvent } from "../run/event.ts";
import {
  type AttemptResult,
  type Failure,
  type FlowResult,
  NO_SPAN_ID,
  NO_TRACE_ID,
  type StepResult,
  type Warning,
} from "../run/result.ts";
import { StepTree } from "./step_tree.ts";

/** What happens in one flow; its warnings come through `warn()`. */
export type FlowEvent = Exclude<Extract<RunEvent, { flow: string | null }>, { type: "warning" }>;

type AttemptStarted = Extract<RunEvent, { type: "attempt_started" }>;

interface AttemptProgress {
  readonly started: AttemptStarted;
  readonly tree: StepTree;
  ended: AttemptResult | null;
}

/** What is known of one flow while its events come in. */
export class FlowProgress {
  readonly #head: FlowHead;
  #startedAt: string | null = null;
  #lastAt = "";
  #attempts: AttemptProgress[] = [];
  #warnings: Warning[] = [];
  #ended: FlowResult | null = null;

  constructor(head: FlowHead) {
    this.#head = head;
  }

  apply(event: FlowEvent): void {
    this.#lastAt = event.at;
    switch (event.type) {
      case "flow_started":
        this.#startedAt = event.at;
        break;
      case "attempt_started":
        this.#attempts.push({ started: event, tree: new StepTree(), ended: null });
        break;
      case "step_started":
        this.#attempt(event.attempt)?.tree.start(event);
        break;
      case "step_ended":
        this.#attempt(event.attempt)?.tree.end(event);
        break;
      case "attempt_ended":
        this.#endAttempt(event.result);
        break;
      case "flow_ended":
        this.#end(event.result);
        break;
    }
  }

  warn(warning: Warning): void {
    this.#warnings.push(warning);
  }

  /** The flow as the report shows it: `skipped` before it starts, `interrupted` until it ends. */
  result(runId: string): FlowResult {
    if (this.#ended !== null) {
      return { ...this.#ended, warnings: [...this.#ended.warnings, ...this.#warnings] };
    }
    const last = this.#attempts.at(-1);
    const steps = last === undefined ? [] : stepsOf(last, this.#head.spec_path);
    const errors = last === undefined ? [] : errorsOf(last, steps);
    return {
      id: this.#head.id,
      flow: this.#head.flow,
      spec_path: this.#head.spec_path,
      run_id: runId,
      base_url: last?.started.base_url ?? this.#head.base_url,
      tags: this.#head.tags,
      row: this.#head.row,
      quarantine: this.#head.quarantine,
      status: this.#startedAt === null ? "skipped" : "interrupted",
      passed: false,
      steps_total: this.#head.steps_total,
      steps_executed: steps.filter((step) => step.status !== "skipped").length,
      started_at: this.#startedAt,
      duration_ms: millisecondsBetween(this.#startedAt, this.#lastAt),
      error: errors[0] ?? null,
      errors,
      warnings: [...this.#warnings],
      artifacts: last?.ended?.artifacts ?? [],
      attempts: this.#attempts.map((attempt) => this.#attemptResult(attempt, attempt === last)),
      trace_id: last?.started.trace_id ?? NO_TRACE_ID,
      span_id: last?.started.span_id ?? NO_SPAN_ID,
      steps,
    };
  }

  #attempt(number: number): AttemptProgress | undefined {
    return this.#attempts.find(({ started }) => started.attempt === number);
  }

  #endAttempt(result: AttemptResult): void {
    const attempt = this.#attempt(result.number);
    if (attempt !== undefined) attempt.ended = result;
  }

  #end(result: FlowResult): void {
    this.#ended = result;
    this.#attempts = [];
    this.#warnings = [];
  }

  #attemptResult(attempt: AttemptProgress, isLast: boolean): AttemptResult {
    const steps = stepsOf(attempt, this.#head.spec_path);
    if (attempt.ended !== null) return { ...attempt.ended, steps: isLast ? null : steps };
    return {
      number: attempt.started.attempt,
      status: "interrupted",
      started_at: attempt.started.at,
      duration_ms: millisecondsBetween(attempt.started.at, this.#lastAt),
      error: errorsOf(attempt, steps)[0] ?? null,
      artifacts: [],
      trace_id: attempt.started.trace_id,
      span_id: attempt.started.span_id,
      steps: isLast ? null : steps,
    };
  }
}

function stepsOf({ ended, tree }: AttemptProgress, specPath: string): StepResult[] {
  return ended?.steps ?? tree.results(specPath);
}

function errorsOf({ ended }: AttemptProgress, steps: readonly StepResult[]): Failure[] {
  const failed = steps.flatMap(({ status, error }) => status === "failed" && error !== null ? [error] : []);
  const first = ended?.error ?? null;
  return failed.length > 0 || first === null ? failed : [first];
}

/** Never negative: a clock may be set back while a run is on. */
export function millisecondsBetween(start: string | null, end: string): number {
  const ms = start === null ? 0 : Date.parse(end) - Date.parse(start);
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}
