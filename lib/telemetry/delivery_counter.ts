import type { Delivery } from "./telemetry.ts";

/** Counts what became of the spans or data points of a run. */
export class DeliveryCounter {
  #recorded = 0;
  #answered = 0;
  #rejected = 0;

  record(count: number): void {
    this.#recorded += count;
  }

  /** An export was answered without error; the collector refused so many of it. */
  answer(count: number, rejected: number): void {
    this.#answered += count;
    this.#rejected += rejected;
  }

  delivery(): Delivery {
    return {
      recorded: this.#recorded,
      accepted: this.#answered - this.#rejected,
      rejected: this.#rejected,
      lost: Math.max(0, this.#recorded - this.#answered),
    };
  }
}
