import { Cut } from "./cut.ts";
import type { ExitReason } from "../exit_code.ts";

/** The clock of an interrupted run, in milliseconds from the first signal. */
export const STOP_CLOCK = { finally: 3_000, browsers: 5_000, end: 6_500 } as const;

/** Tells a run to stop: by a signal, by `--max-failures`, or because its time is over. */
export class Stop {
  readonly #steps = new AbortController();
  readonly #cleanUp = new AbortController();
  readonly #browsers = new AbortController();
  readonly #signal = new AbortController();
  readonly #timers: ReturnType<typeof setTimeout>[] = [];
  #reason: ExitReason | null = null;
  #noMore = false;
  #startedMs: number | null = null;

  constructor(private readonly monotonicMs: () => number) {}

  /** Aborted at once: running steps are cut. */
  get steps(): AbortSignal {
    return this.#steps.signal;
  }

  /** Aborted when `finally` has had its time. */
  get cleanUp(): AbortSignal {
    return this.#cleanUp.signal;
  }

  /** Aborted when browsers that are still there are killed. */
  get browsers(): AbortSignal {
    return this.#browsers.signal;
  }

  /** Aborted when a signal comes, and by nothing else. */
  get signal(): AbortSignal {
    return this.#signal.signal;
  }

  /** Why the run is stopped by a signal; `null` when it is not. */
  get reason(): ExitReason | null {
    return this.#reason;
  }

  /** Whether no new flow may start. */
  get noMoreFlows(): boolean {
    return this.#noMore;
  }

  /** Milliseconds that are left until the end of the clock; `null` when no signal came. */
  get leftMs(): number | null {
    return this.#startedMs === null ? null : Math.max(0, STOP_CLOCK.end - (this.monotonicMs() - this.#startedMs));
  }

  /** Starts the clock; only the first call counts. */
  interrupt(reason: "interrupted" | "terminated"): void {
    if (this.#startedMs !== null) return;
    this.#reason = reason;
    this.#startedMs = this.monotonicMs();
    this.#noMore = true;
    const cut = new Cut("interrupted", "Run interrupted");
    this.#steps.abort(cut);
    this.#signal.abort(cut);
    this.#timers.push(
      setTimeout(() => this.#cleanUp.abort(cut), STOP_CLOCK.finally),
      setTimeout(() => this.#browsers.abort(cut), STOP_CLOCK.browsers),
    );
  }

  /** Cuts running steps because the run's own time is over; `finally` still runs. */
  timeOut(message: string): void {
    this.#noMore = true;
    this.#steps.abort(new Cut("run_deadline", message));
  }

  /** Lets running flows end and starts no other. */
  afterRunningFlows(): void {
    this.#noMore = true;
  }

  [Symbol.dispose](): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }
}
