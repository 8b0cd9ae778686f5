import type { Host } from "../host.ts";
import type { RunEvent } from "./event.ts";

/**
 * What a run as a whole has to say, whoever says it: on standard error at once, and as an event, from which every report
 * takes it. What comes before the run has started waits for that.
 */
export class RunWarnings {
  readonly #waiting: RunEvent[] = [];
  #emit: ((event: RunEvent) => Promise<void>) | null = null;

  constructor(private readonly host: Pick<Host, "stderr" | "now">, private readonly mask: (text: string) => string) {}

  /** Warns on standard error and in the report. */
  warn(text: string): void {
    this.host.stderr.write(`warning: ${this.mask(text)}\n`);
    this.keep(text);
  }

  /** Keeps for the report what standard error has already. */
  keep(text: string): void {
    const event: RunEvent = {
      type: "warning",
      at: this.host.now().toISOString(),
      flow: null,
      warning: { message: this.mask(text), at: null },
    };
    if (this.#emit === null) this.#waiting.push(event);
    // The reporters take it in its turn; nobody waits for a warning.
    else void this.#emit(event);
  }

  /** Lets the reporters have an event of the run, and what has waited for its start. */
  async pass(event: RunEvent, emit: (event: RunEvent) => Promise<void>): Promise<void> {
    const taken = emit(event);
    if (event.type === "run_started") {
      this.#emit = emit;
      for (const waiting of this.#waiting.splice(0)) void emit(waiting);
    }
    await taken;
  }
}
