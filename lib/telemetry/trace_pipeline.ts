import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { CountingExporter } from "./counting_exporter.ts";
import { DeliveryCounter } from "./delivery_counter.ts";
import { SPANS } from "./exported.ts";
import type { Pipeline } from "./pipeline.ts";
import type { Sender } from "./sender.ts";
import type { BatchSettings } from "./settings.ts";
import { SpanQueue } from "./span_queue.ts";

/** Spans go out in batches during the run; `queue` belongs to the tracer provider. */
export interface TracePipeline extends Pipeline {
  readonly queue: SpanQueue;
}

/** Makes the way of the spans; `patienceMs` is how long a step may wait for a collector that does not answer. */
export function tracePipeline(
  sender: Sender<ReadableSpan[]>,
  { batch, patienceMs }: { readonly batch: BatchSettings; readonly patienceMs: number },
): TracePipeline {
  const counter = new DeliveryCounter();
  const exporter = new CountingExporter(sender, SPANS, counter);
  const queue = new SpanQueue({ exporter, counter, batch, patienceMs });
  return {
    counter,
    exporter,
    queue,
    async flush() {
      // It rejects with the first failed batch, and does not wait for batches that were under way before.
      await queue.shutdown().catch(() => {});
      await exporter.idle();
    },
  };
}
