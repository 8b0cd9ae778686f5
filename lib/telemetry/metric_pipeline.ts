import { AggregationTemporality, MetricReader, type ResourceMetrics } from "@opentelemetry/sdk-metrics";
import { CountingExporter } from "./counting_exporter.ts";
import { DeliveryCounter } from "./delivery_counter.ts";
import { DATA_POINTS } from "./exported.ts";
import type { Pipeline } from "./pipeline.ts";
import type { Sender } from "./sender.ts";
import type { Temporality } from "./settings.ts";

/** Data points go out once, at the end; `reader` belongs to the meter provider. */
export interface MetricPipeline extends Pipeline {
  readonly reader: MetricReader;
}

/** Makes the way of the data points. */
export function metricPipeline(sender: Sender<ResourceMetrics>, temporality: Temporality): MetricPipeline {
  const counter = new DeliveryCounter();
  const exporter = new CountingExporter(sender, DATA_POINTS, counter);
  const reader = new ReaderOnDemand(temporality);
  return {
    counter,
    exporter,
    reader,
    async flush() {
      const { resourceMetrics } = await reader.collect();
      if (DATA_POINTS.count(resourceMetrics) > 0) await exporter.send(resourceMetrics);
    },
  };
}

/** A run is short: a reader that exports by the clock would send the same points again and again. */
class ReaderOnDemand extends MetricReader {
  constructor(temporality: Temporality) {
    const chosen = temporality === "cumulative" ? AggregationTemporality.CUMULATIVE : AggregationTemporality.DELTA;
    super({ aggregationTemporalitySelector: () => chosen });
  }

  protected override onForceFlush(): Promise<void> {
    return Promise.resolve();
  }

  protected override onShutdown(): Promise<void> {
    return Promise.resolve();
  }
}
