import type { Delivery } from "./telemetry.ts";

/** Counts what became of the spans or data points of a run. */
export class DeliveryCounter {
  #recorded = 0;
  #answered = 0;
  #rejected = 0;

  /** `rejectedIsKnown`: whether answers of a partial success reach `reject`. */
  constructor(private readonly rejectedIsKnown: () => boolean) {}

  record(count: number): void {
    this.#recorded += count;
  }

  /** An export was answered without error. */
  answer(count: number): void {
    this.#answered += count;
  }

  /** The collector refused so many of those that it answered without error. */
  reject(count: number): void {
    this.#rejected += count;
  }

  delivery(): Delivery {
    const lost = Math.max(0, this.#recorded - this.#answered);
    if (!this.rejectedIsKnown()) return { recorded: this.#recorded, accepted: this.#answered, rejected: null, lost };
    const rejected = Math.min(this.#rejected, this.#answered);
    return { recorded: this.#recorded, accepted: this.#answered - rejected, rejected, lost };
  }
}
