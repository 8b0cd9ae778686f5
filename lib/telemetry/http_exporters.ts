import type { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import type { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { CompressionAlgorithm } from "@opentelemetry/otlp-exporter-base";
import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import type { Exporter } from "./counting_exporter.ts";
import type { Exporters, MakeExporter } from "./exporters.ts";
import { httpAgent } from "./http_agent.ts";

/** What both exporters of a protocol over http are made with. */
export type HttpExporterConfig =
  & NonNullable<ConstructorParameters<typeof OTLPTraceExporter>[0]>
  & NonNullable<ConstructorParameters<typeof OTLPMetricExporter>[0]>;

/** Exporters over http: they differ in the packages that they come from only. */
export function httpExporters(
  makeTraces: (config: HttpExporterConfig) => Exporter<ReadableSpan[]>,
  makeMetrics: (config: HttpExporterConfig) => Exporter<ResourceMetrics>,
): Exporters {
  return { traces: connected(makeTraces), metrics: connected(makeMetrics) };
}

/** Every setting is given, because the exporter reads what is not from the environment in its own way. */
function connected<Items>(make: (config: HttpExporterConfig) => Exporter<Items>): MakeExporter<Items> {
  return (settings, way) => {
    const { agent, trouble, end } = httpAgent(settings.tls, way);
    const exporter = make({
      url: settings.url,
      headers: { ...settings.headers },
      timeoutMillis: settings.timeoutMs,
      concurrencyLimit: Infinity,
      compression: settings.compression === "gzip" ? CompressionAlgorithm.GZIP : CompressionAlgorithm.NONE,
      httpAgentOptions: () => agent,
    });
    const disconnect = () => {
      end();
      way.close();
    };
    return { exporter, trouble, disconnect };
  };
}
