import { type ExportResult, ExportResultCode } from "@opentelemetry/core";
import type { DeliveryCounter } from "./delivery_counter.ts";
import type { Exported } from "./exported.ts";
import type { Delivered, Sender } from "./sender.ts";

/** What was sent but not answered when the exporter was closed. */
const GIVEN_UP: Delivered = { status: "lost", error: new Error("Telemetry is closed") };

/** An exporter for the SDK over a sender: counts what is answered, and can give up what is not. */
export class CountingExporter<Items> {
  readonly #pending = new Set<{ readonly giveUp: () => void; readonly settled: Promise<void> }>();
  readonly #remarks = new Set<string>();
  #closed = false;
  #lastError: Error | null = null;

  constructor(
    private readonly sender: Sender<Items>,
    private readonly exported: Exported<Items>,
    private readonly counter: DeliveryCounter,
  ) {}

  export(items: Items, done: (result: ExportResult) => void): void {
    this.send(items).then((delivered) =>
      done(
        delivered.status === "accepted"
          ? { code: ExportResultCode.SUCCESS }
          : { code: ExportResultCode.FAILED, error: delivered.error },
      )
    );
  }

  /** Sends and counts; never rejects. */
  async send(items: Items): Promise<Delivered> {
    if (this.#closed) return GIVEN_UP;
    const { promise: givenUp, resolve: giveUp } = Promise.withResolvers<Delivered>();
    const { promise: settled, resolve: settle } = Promise.withResolvers<void>();
    const entry = { giveUp: () => giveUp(GIVEN_UP), settled };
    this.#pending.add(entry);
    const delivered = await Promise.race([this.#deliver(items), givenUp]);
    this.#pending.delete(entry);
    if (delivered.status === "accepted") {
      this.counter.answer(this.exported.count(items), delivered.rejected);
      if (delivered.remark !== null) this.#remarks.add(delivered.remark);
    } else if (delivered !== GIVEN_UP) {
      this.#lastError = delivered.error;
    }
    settle();
    return delivered;
  }

  async #deliver(items: Items): Promise<Delivered> {
    try {
      return await this.sender.send(items);
    } catch (error) {
      return { status: "lost", error: error instanceof Error ? error : new Error(String(error)) };
    }
  }

  /** Why the last export failed, or what keeps those under way; to be asked before `close`. */
  get reason(): Error | null {
    return this.#lastError ?? this.sender.trouble;
  }

  /** Why the last try of an export under way failed. */
  get trouble(): Error | null {
    return this.sender.trouble;
  }

  /** What the collector said of telemetry that it answered without error. */
  get remarks(): readonly string[] {
    return [...this.#remarks];
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
    this.sender.close();
  }
}
