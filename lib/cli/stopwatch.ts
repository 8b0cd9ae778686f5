import { formatDuration } from "../duration.ts";
import type { Host } from "../host.ts";

/** Measures the parts of a run one after the other. */
export class Stopwatch {
  readonly #laps: (readonly [name: string, durationMs: number])[] = [];
  #lastMs: number;

  constructor(private readonly host: Host) {
    this.#lastMs = host.monotonicMs();
  }

  /** Ends a part and begins the next. */
  lap(name: string): void {
    const nowMs = this.host.monotonicMs();
    this.#laps.push([name, nowMs - this.#lastMs]);
    this.#lastMs = nowMs;
  }

  /** One line for each part. */
  toString(): string {
    return this.#laps.map(([name, durationMs]) => `timing: ${name.padEnd(12)} ${formatDuration(durationMs)}\n`).join(
      "",
    );
  }
}
