import { type ExportResult, ExportResultCode } from "@opentelemetry/core";
import type { DeliveryCounter } from "./delivery_counter.ts";

/** What exporters of spans and of metrics have in common. */
export interface Exporter<Items> {
  export(items: Items, done: (result: ExportResult) => void): void;
  shutdown(): Promise<void>;
}

/** An exporter together with the connections that it holds open. */
export interface ConnectedExporter<Items> {
  readonly exporter: Exporter<Items>;
  /** What keeps exports waiting, where it can be told: exporters try again and do not say why. */
  trouble(): Error | null;
  /** Ends every connection, also one that is in use. */
  disconnect(): void;
}

/** Passes exports on, counts their answers, and can give up those that are not answered. */
export class CountingExporter<Items> implements Exporter<Items> {
  readonly #pending = new Set<{ readonly giveUp: () => void; readonly settled: Promise<void> }>();
  #closed = false;
  #lastError: Error | null = null;

  constructor(
    private readonly inner: ConnectedExporter<Items>,
    private readonly counter: DeliveryCounter,
    private readonly countOf: (items: Items) => number,
  ) {}

  export(items: Items, done: (result: ExportResult) => void): void {
    if (this.#closed) return done({ code: ExportResultCode.FAILED, error: new Error("Telemetry is closed") });
    const { promise, resolve } = Promise.withResolvers<void>();
    const finish = (result: ExportResult) => {
      if (!this.#pending.delete(entry)) return;
      if (result.code === ExportResultCode.SUCCESS) this.counter.answer(this.countOf(items));
      else this.#lastError = result.error ?? null;
      done(result);
      resolve();
    };
    const entry = { giveUp: () => finish({ code: ExportResultCode.FAILED }), settled: promise };
    this.#pending.add(entry);
    this.#pass(items, finish);
  }

  #pass(items: Items, finish: (result: ExportResult) => void): void {
    try {
      this.inner.exporter.export(items, finish);
    } catch (error) {
      finish({ code: ExportResultCode.FAILED, error: error instanceof Error ? error : new Error(String(error)) });
    }
  }

  /** Why the last failed export failed, or what keeps those under way; to be asked before `close`. */
  get reason(): Error | null {
    return this.#lastError ?? this.inner.trouble();
  }

  /** Whether exports are under way. */
  get busy(): boolean {
    return this.#pending.size > 0;
  }

  /** Resolves when every export is answered or given up. */
  async idle(): Promise<void> {
    await Promise.all([...this.#pending].map(({ settled }) => settled));
  }

  /** The span processor calls it, when exports may still be under way: `close` ends things. */
  shutdown(): Promise<void> {
    return Promise.resolve();
  }

  /** Gives up what is not answered, takes no more, and ends the connections. */
  close(): void {
    this.#closed = true;
    for (const { giveUp } of this.#pending) giveUp();
    this.inner.disconnect();
    // Waits for requests that were given up, and so may never end.
    this.inner.exporter.shutdown().catch(() => {});
  }
}
