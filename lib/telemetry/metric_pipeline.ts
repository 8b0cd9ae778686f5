import { AggregationTemporality, MetricReader, type ResourceMetrics } from "@opentelemetry/sdk-metrics";
import { type ConnectedExporter, CountingExporter } from "./counting_exporter.ts";
import type { DeliveryCounter } from "./delivery_counter.ts";
import type { Pipeline } from "./pipeline.ts";
import type { Temporality } from "./settings.ts";

/** Data points go out once, at the end; `reader` belongs to the meter provider. */
export interface MetricPipeline extends Pipeline {
  readonly reader: MetricReader;
}

/** Makes the way of the data points. */
export function metricPipeline(
  inner: ConnectedExporter<ResourceMetrics>,
  counter: DeliveryCounter,
  temporality: Temporality,
): MetricPipeline {
  const exporter = new CountingExporter(inner, counter, countDataPoints);
  const reader = new ReaderOnDemand(temporality);
  return {
    counter,
    exporter,
    reader,
    async flush() {
      const { resourceMetrics } = await reader.collect();
      if (countDataPoints(resourceMetrics) > 0) exporter.export(resourceMetrics, () => {});
      await exporter.idle();
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

function countDataPoints({ scopeMetrics }: ResourceMetrics): number {
  const points = scopeMetrics.flatMap(({ metrics }) => metrics.map(({ dataPoints }) => dataPoints.length));
  return points.reduce((sum, count) => sum + count, 0);
}
