import { formatDuration } from "../duration.ts";
import type { Failure, StepResult, Warning } from "../run/result.ts";
import { escapeControl } from "./escape_control.ts";
import { failureLines, placeLines, textLines } from "./failure_lines.ts";
import { cutText, padText } from "./fit_text.ts";
import type { Style } from "./style.ts";

/** How the lines of a list look. */
export interface LineForm {
  readonly style: Style;
  readonly columns: number;
  /** Only what failed. */
  readonly quiet: boolean;
}

/** Columns for a name before its duration; a longer name pushes it out. */
const NAME_COLUMNS = 40;
const DURATION_COLUMNS = 6;

/** Writes the lines of an attempt's steps; a failure is shown once, at the innermost step. */
export class StepLines {
  readonly #form: LineForm;
  readonly #failures = new Set<string>();
  readonly #warnings = new Set<string>();

  constructor(form: LineForm) {
    this.#form = form;
  }

  /** From here on a failure that was shown before is shown again. */
  newAttempt(): void {
    this.#failures.clear();
  }

  /** The lines of steps that follow each other; those skipped for one reason become one line. */
  list(steps: readonly StepResult[], depth = 0): readonly string[] {
    const lines: string[] = [];
    let skipped: StepResult[] = [];
    for (const step of steps) {
      if (skipped.length > 0 && step.because !== skipped[0]?.because) {
        for (const line of this.#skipped(skipped, depth)) lines.push(line);
        skipped = [];
      }
      if (isRest(step)) skipped.push(step);
      else for (const line of this.#step(step, depth)) lines.push(line);
    }
    return [...lines, ...this.#skipped(skipped, depth)];
  }

  /** A failure that no step has shown: of an attempt that could not start, of a deadline. */
  failure(failure: Failure): readonly string[] {
    if (this.#failures.has(keyOf(failure))) return [];
    this.#failures.add(keyOf(failure));
    return labelled(this.#form.style.bad("FAIL"), failureLines(failure));
  }

  /** A warning that no step has shown. */
  warning(warning: Warning): readonly string[] {
    if (this.#form.quiet || this.#warnings.has(keyOf(warning))) return [];
    this.#warnings.add(keyOf(warning));
    return labelled(this.#form.style.warn("warn"), [...textLines(warning.message), ...placeLines(warning.at)]);
  }

  #step(step: StepResult, depth: number): readonly string[] {
    const inside = this.list(step.steps, depth + 1);
    if (this.#form.quiet && step.status !== "failed" && step.status !== "interrupted") return inside;
    return [this.#line(step, depth), ...inside, ...this.#error(step, depth)];
  }

  #line(step: StepResult, depth: number): string {
    const { style, columns } = this.#form;
    const indent = "  ".repeat(depth);
    const duration = step.status === "skipped" ? "" : formatDuration(step.duration_ms).padStart(DURATION_COLUMNS);
    const room = Math.max(20, columns - indent.length - 9 - Math.max(DURATION_COLUMNS, duration.length));
    const name = padText(cutText(nameOf(step), room), NAME_COLUMNS - indent.length);
    return `${indent}  ${this.#label(step)}  ${name} ${style.dim(duration)}`.trimEnd();
  }

  #label({ status }: StepResult): string {
    const { style } = this.#form;
    switch (status) {
      case "passed":
        return style.good("ok  ");
      case "failed":
        return style.bad("FAIL");
      case "warned":
        return style.warn("warn");
      case "skipped":
        return style.dim("skip");
      case "interrupted":
        return style.warn("stop");
    }
  }

  #error({ error, status }: StepResult, depth: number): readonly string[] {
    if (error === null || this.#failures.has(keyOf(error))) return [];
    this.#failures.add(keyOf(error));
    if (status === "warned") this.#warnings.add(keyOf(error));
    return failureLines(error).map((line) => `${"  ".repeat(depth)}        ${line}`);
  }

  #skipped(steps: readonly StepResult[], depth: number): readonly string[] {
    const because = steps[0]?.because;
    if (because === undefined || this.#form.quiet) return [];
    const count = `${steps.length} ${steps.length === 1 ? "step" : "steps"} skipped`;
    const reason = because === "after failure" ? "" : `: ${because}`;
    return [`${"  ".repeat(depth)}  ${this.#form.style.dim(`--    ${count}${reason}`)}`];
  }
}

function labelled(label: string, [first = "", ...rest]: readonly string[]): readonly string[] {
  return [`  ${label}  ${first}`, ...rest.map((line) => `        ${line}`)];
}

/** Skipped because of what happened before, not by its own condition. */
function isRest({ status, because }: StepResult): boolean {
  return status === "skipped" && because !== "condition";
}

function nameOf({ name, iteration, tries }: StepResult): string {
  const round = iteration === null ? "" : `[${iteration}] `;
  return escapeControl(`${round}${name}${tries > 1 ? ` (${tries} tries)` : ""}`);
}

function keyOf({ message, at }: Failure | Warning): string {
  return `${message} ${at?.line}:${at?.column}`;
}
