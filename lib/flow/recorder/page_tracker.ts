import { type Line, stepLine, type WrittenStep } from "./line.ts";

/** Actions that may open a window. */
const OPENERS = ["click", "right_click", "double_click", "press"];

/** Knows which page of a flow a recorded target is. */
export class PageTracker {
  #current = "main";
  #windows = 0;
  /** Names by target. */
  readonly #names = new Map([["main", "main"]]);

  /** Adds to the lines what makes the page of a target the current one. */
  goTo(target: string, lines: Line[]): void {
    if (target === this.#current) return;
    this.#current = target;
    const known = this.#names.get(target);
    if (known !== undefined) {
      lines.push(stepLine("switch_page", known));
      return;
    }
    const opener = openerOf(lines.at(-1));
    if (opener === null) {
      this.#names.set(target, target);
      lines.push(stepLine("switch_page", target));
      return;
    }
    this.#windows++;
    const name = this.#windows === 1 ? "window" : `window_${this.#windows}`;
    this.#names.set(target, name);
    lines[lines.length - 1] = { type: "step", step: { ...opener, triggers: { page: name } } };
  }

  /** The current page was closed; the next step says which one it means. */
  close(): void {
    this.#names.delete(this.#current);
    this.#current = "";
  }
}

function openerOf(line: Line | undefined): Exclude<WrittenStep, string> | null {
  if (line?.type !== "step" || typeof line.step === "string") return null;
  const { step } = line;
  return OPENERS.some((action) => action in step) ? step : null;
}
