import * as metrics from "@opentelemetry/exporter-metrics-otlp-http";
import * as traces from "@opentelemetry/exporter-trace-otlp-http";
import { httpExporters } from "./http_exporters.ts";
import { namesOf } from "./names_of.ts";

const { OTLPTraceExporter } = namesOf(traces);
const { OTLPMetricExporter } = namesOf(metrics);

/** Sends with `http/json`. */
export const exporters = httpExporters(
  (config) => new OTLPTraceExporter(config),
  (config) => new OTLPMetricExporter(config),
);
