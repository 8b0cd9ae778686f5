import type { ExportResult } from "@opentelemetry/core";
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
  type SpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import type { CountingExporter } from "./counting_exporter.ts";
import type { DeliveryCounter } from "./delivery_counter.ts";
import type { BatchSettings } from "./settings.ts";

/** What a queue of spans works with. */
export interface SpanQueueParts {
  readonly exporter: CountingExporter<ReadableSpan[]>;
  readonly counter: DeliveryCounter;
  readonly batch: BatchSettings;
  /** Milliseconds without any answer after which the queue makes nobody wait anymore. */
  readonly patienceMs: number;
}

/** How often somebody who waits looks for trouble, in milliseconds. */
const LOOK_MS = 50;

/**
 * Spans that wait for their export, in batches. The SDK's own queue drops what it has no room for; this one makes the next
 * step wait as long as exports succeed, and drops only what a collector that does not answer would let grow without end.
 */
export class SpanQueue implements SpanProcessor {
  readonly #batches: BatchSpanProcessor;
  /** Ended and not answered. */
  #pending = 0;
  #progress = Promise.withResolvers<void>();
  #isHopeful = true;
  #waitedInVainMs = 0;

  constructor(private readonly parts: SpanQueueParts) {
    const { delayMs, timeoutMs, queueSize, batchSize } = parts.batch;
    this.#batches = new BatchSpanProcessor(this.#exporter(), {
      scheduledDelayMillis: delayMs,
      exportTimeoutMillis: timeoutMs,
      maxQueueSize: Number.MAX_SAFE_INTEGER,
      maxExportBatchSize: Math.min(batchSize, queueSize),
    });
  }

  onStart(): void {}

  onEnd(span: ReadableSpan): void {
    this.parts.counter.record(1);
    if (this.#isFull && !this.#isHopeful) return;
    this.#pending++;
    this.#batches.onEnd(span);
  }

  /** Resolves when there is room for another span, or when it makes no sense to wait for it. */
  async room(): Promise<void> {
    if (!this.#isFull) return;
    let waitedMs = 0;
    let { promise } = this.#progress;
    while (this.#isFull && this.#isHopeful && this.parts.exporter.trouble === null) {
      if (await settlesWithin(promise, LOOK_MS)) {
        waitedMs = 0;
        promise = this.#progress.promise;
        continue;
      }
      waitedMs += LOOK_MS;
      if (waitedMs < this.parts.patienceMs) continue;
      this.#isHopeful = false;
      this.#waitedInVainMs = waitedMs;
    }
  }

  /** Milliseconds that were waited for a collector that has not answered since; they are part of what it may cost. */
  get waitedInVainMs(): number {
    return this.#waitedInVainMs;
  }

  forceFlush(): Promise<void> {
    return this.#batches.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.#batches.shutdown();
  }

  get #isFull(): boolean {
    return this.#pending >= this.parts.batch.queueSize;
  }

  #exporter(): SpanExporter {
    const { exporter } = this.parts;
    return {
      export: (spans: ReadableSpan[], done: (result: ExportResult) => void) =>
        exporter.export(spans, (result) => {
          this.#pending -= spans.length;
          this.#isHopeful = result.code === 0;
          if (this.#isHopeful) this.#waitedInVainMs = 0;
          this.#progress.resolve();
          this.#progress = Promise.withResolvers();
          done(result);
        }),
      shutdown: () => exporter.shutdown(),
    };
  }
}

async function settlesWithin(promise: Promise<void>, ms: number): Promise<boolean> {
  const { promise: timeUp, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), ms);
  const settled = await Promise.race([promise.then(() => true), timeUp]);
  clearTimeout(timer);
  return settled;
}
