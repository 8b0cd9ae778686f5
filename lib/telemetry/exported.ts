import type { ISerializer } from "@opentelemetry/otlp-transformer";
import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";

/** A kind of telemetry: how it is counted, and what OTLP says of it. */
export interface Exported<Items> {
  count(items: Items): number;
  /** The field of a partial success. */
  readonly rejectedField: "rejectedSpans" | "rejectedDataPoints";
  /** The method of grpc. */
  readonly grpcMethod: string;
}

/** The form of one protocol. */
export type Serializer<Items> = ISerializer<Items, unknown>;

/** Spans. */
export const SPANS: Exported<ReadableSpan[]> = {
  count: (spans) => spans.length,
  rejectedField: "rejectedSpans",
  grpcMethod: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
};

/** Data points of metrics. */
export const DATA_POINTS: Exported<ResourceMetrics> = {
  count({ scopeMetrics }) {
    const points = scopeMetrics.flatMap(({ metrics }) => metrics.map(({ dataPoints }) => dataPoints.length));
    return points.reduce((sum, count) => sum + count, 0);
  },
  rejectedField: "rejectedDataPoints",
  grpcMethod: "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
};
