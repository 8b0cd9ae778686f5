import * as metrics from "@opentelemetry/exporter-metrics-otlp-proto";
import * as traces from "@opentelemetry/exporter-trace-otlp-proto";
import { httpExporters } from "./http_exporters.ts";
import { namesOf } from "./names_of.ts";

const { OTLPTraceExporter } = namesOf(traces);
const { OTLPMetricExporter } = namesOf(metrics);

/** Sends with `http/protobuf`. */
export const exporters = httpExporters(
  (config) => new OTLPTraceExporter(config),
  (config) => new OTLPMetricExporter(config),
);
