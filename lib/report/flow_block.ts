import type { RunEvent } from "../run/event.ts";
import { type Failure, type FlowResult, type LoginResult, NO_TRACE_ID, type StepResult } from "../run/result.ts";
import { escapeControl } from "./escape_control.ts";
import type { FlowEvent } from "./flow_progress.ts";
import { loginStep } from "./login_step.ts";
import { type LineForm, StepLines } from "./step_lines.ts";

/** What a block tells of. */
type BlockEvent = FlowEvent | Extract<RunEvent, { type: "warning" | "login_ended" }>;

/** The lines of one flow in the list, as its events come. */
export class FlowBlock {
  readonly #title: string;
  readonly #form: LineForm;
  readonly #steps: StepLines;
  /** Skipped steps wait here, because as many as follow each other become one line. */
  #waiting: StepResult[] = [];
  #titleShown = false;
  #loginError: string | null = null;

  constructor(title: string, form: LineForm) {
    this.#title = title;
    this.#form = form;
    this.#steps = new StepLines(form);
  }

  /** The lines that this event adds; a quiet block has none until something failed. */
  lines(event: BlockEvent): readonly string[] {
    const lines = this.#linesOf(event);
    const due = lines.length > 0 || (!this.#form.quiet && event.type === "attempt_started");
    if (!due || this.#titleShown) return lines;
    this.#titleShown = true;
    return [this.#form.style.bold(escapeControl(this.#title)), ...lines];
  }

  #linesOf(event: BlockEvent): readonly string[] {
    switch (event.type) {
      case "flow_started":
      case "step_started":
        return [];
      case "attempt_started":
        this.#steps.newAttempt();
        return event.attempt === 1 ? [] : this.#attemptLine(event);
      case "login_ended":
        return this.#login(event.result);
      case "step_ended":
        return event.path.length === 1 ? this.#step(event.result) : [];
      case "attempt_ended":
        return [...this.#rest(), ...(event.result.error === null ? [] : this.#failure(event.result.error))];
      case "warning":
        return this.#steps.warning(event.warning);
      case "flow_ended":
        return this.#ending(event.result);
    }
  }

  #attemptLine({ attempt, attempts_max }: Extract<RunEvent, { type: "attempt_started" }>): readonly string[] {
    if (this.#form.quiet) return [];
    return [`  attempt ${attempt}${attempts_max === undefined ? "" : ` of ${attempts_max}`}`];
  }

  #step(step: StepResult): readonly string[] {
    if (step.status === "skipped" && step.because !== "condition") {
      this.#waiting.push(step);
      return [];
    }
    return [...this.#rest(), ...this.#steps.list([step])];
  }

  /** A login stands before the steps of the attempt that needed it, and holds its own. */
  #login(login: LoginResult): readonly string[] {
    this.#loginError = login.error?.message ?? null;
    return [
      ...this.#steps.list([loginStep(login)]),
      ...login.warnings.flatMap((warning) => this.#steps.warning(warning)),
    ];
  }

  /** That the flow could not start for a failed login is not said once more below it. */
  #failure(error: Failure): readonly string[] {
    const isLogins = this.#loginError !== null && error.message.startsWith("Cannot sign in") &&
      error.message.endsWith(this.#loginError);
    return isLogins ? [] : this.#steps.failure(error);
  }

  #rest(): readonly string[] {
    const lines = this.#steps.list(this.#waiting);
    this.#waiting = [];
    return lines;
  }

  #ending(result: FlowResult): readonly string[] {
    const lines = [
      ...this.#rest(),
      ...result.errors.flatMap((error) => this.#failure(error)),
      ...result.warnings.flatMap((warning) => this.#steps.warning(warning)),
    ];
    const traced = result.trace_id !== NO_TRACE_ID && (!this.#form.quiet || !result.passed);
    return traced ? [...lines, `  ${this.#form.style.dim(`trace ${result.trace_id}`)}`] : lines;
  }
}
