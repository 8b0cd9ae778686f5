import { hasRoomFor, MOST_INNER } from "./event.ts";
import type { StepResult } from "./result.ts";

/** The results of steps inside other steps that an attempt keeps; a loop can make more than a report can hold. */
export class InnerResults {
  #kept = 0;
  #leftOut = 0;

  /** Adds the results that there is room for to `children`. */
  keep(results: readonly StepResult[], children: StepResult[]): void {
    for (const result of results) {
      if (!hasRoomFor(result, this.#kept)) {
        this.#leftOut++;
        continue;
      }
      children.push(result);
      this.#kept++;
    }
  }

  /** Gives back the room of a try whose results another try replaces. */
  release(steps: readonly StepResult[]): void {
    for (const { steps: inner } of steps) this.release(inner);
    this.#kept -= steps.length;
  }

  /** What the report says of the results that it does not hold; `null` when it holds all. */
  get warning(): string | null {
    if (this.#leftOut === 0) return null;
    return `Left out ${this.#leftOut} results of steps inside other steps, because the report keeps ${MOST_INNER} of an ` +
      "attempt: events.jsonl has them all";
  }
}
