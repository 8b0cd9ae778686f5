import type { LoginHead, RunEvent } from "../run/event.ts";
import type { LoginResult } from "../run/result.ts";
import { millisecondsBetween } from "./flow_progress.ts";
import { StepTree } from "./step_tree.ts";

/** What happens in a login after it has started. */
export type LoginEvent = Extract<RunEvent, { type: "step_started" | "step_ended" | "login_ended" }>;

/** What is known of one login while its events come in. */
export class LoginProgress {
  readonly #head: LoginHead;
  readonly #tree = new StepTree();
  #lastAt: string;
  #ended: LoginResult | null = null;

  constructor(head: LoginHead) {
    this.#head = head;
    this.#lastAt = head.started_at;
  }

  apply(event: LoginEvent): void {
    this.#lastAt = event.at;
    switch (event.type) {
      case "step_started":
        this.#tree.start(event);
        break;
      case "step_ended":
        this.#tree.end(event);
        break;
      case "login_ended":
        this.#ended = event.result;
        break;
    }
  }

  /** The login as the report shows it: `interrupted` until it ends. */
  result(): LoginResult {
    if (this.#ended !== null) return this.#ended;
    const { id, flow, spec_path, needed_by, attempt, session, steps_total, started_at, trace_id, span_id } = this.#head;
    const steps = this.#tree.results(spec_path);
    const errors = steps.flatMap(({ status, error }) => status === "failed" && error !== null ? [error] : []);
    return {
      id,
      flow,
      spec_path,
      needed_by,
      attempt,
      session,
      status: "interrupted",
      passed: false,
      steps_total,
      steps_executed: steps.filter((step) => step.status !== "skipped").length,
      started_at,
      duration_ms: millisecondsBetween(started_at, this.#lastAt),
      error: errors[0] ?? null,
      errors,
      warnings: [],
      artifacts: [],
      trace_id,
      span_id,
      steps,
    };
  }
}
