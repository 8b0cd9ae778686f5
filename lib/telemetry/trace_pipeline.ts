import { BatchSpanProcessor, type ReadableSpan, type SpanProcessor } from "@opentelemetry/sdk-trace-base";
import { type ConnectedExporter, CountingExporter } from "./counting_exporter.ts";
import type { DeliveryCounter } from "./delivery_counter.ts";
import type { Pipeline } from "./pipeline.ts";
import type { BatchSettings } from "./settings.ts";

/** Spans go out in batches during the run; `processors` belong to the tracer provider. */
export interface TracePipeline extends Pipeline {
  readonly processors: SpanProcessor[];
}

/** Makes the way of the spans. */
export function tracePipeline(
  inner: ConnectedExporter<ReadableSpan[]>,
  counter: DeliveryCounter,
  { delayMs, timeoutMs, queueSize, batchSize }: BatchSettings,
): TracePipeline {
  const exporter = new CountingExporter(inner, counter, (spans) => spans.length);
  const batch = new BatchSpanProcessor(exporter, {
    scheduledDelayMillis: delayMs,
    exportTimeoutMillis: timeoutMs,
    maxQueueSize: queueSize,
    maxExportBatchSize: batchSize,
  });
  return {
    counter,
    exporter,
    processors: [countingProcessor(counter), batch],
    async flush() {
      // It rejects with the first failed batch, and does not wait for batches that were under way before.
      await batch.shutdown().catch(() => {});
      await exporter.idle();
    },
  };
}

/** Stands before the batches, which drop what their queue has no room for; spans that are not sampled never end here. */
function countingProcessor(counter: DeliveryCounter): SpanProcessor {
  return {
    onStart: () => {},
    onEnd: () => counter.record(1),
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}
