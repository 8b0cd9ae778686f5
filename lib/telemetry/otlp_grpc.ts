import * as grpc from "@grpc/grpc-js";
import * as metrics from "@opentelemetry/exporter-metrics-otlp-grpc";
import * as traces from "@opentelemetry/exporter-trace-otlp-grpc";
import { CompressionAlgorithm } from "@opentelemetry/otlp-exporter-base";
import { Buffer } from "node:buffer";
import type { Exporters } from "./exporters.ts";
import { namesOf } from "./names_of.ts";
import type { SignalSettings } from "./signal_settings.ts";
import type { TlsMaterial } from "./tls_material.ts";

const { credentials, Metadata } = namesOf(grpc);
const { OTLPTraceExporter } = namesOf(traces);
const { OTLPMetricExporter } = namesOf(metrics);

/** Sends with `grpc`; a call under way cannot be cut, it ends with its own timeout. */
export const exporters: Exporters = {
  traces: (settings, { material }) => ({
    exporter: new OTLPTraceExporter(configOf(settings, material)),
    trouble: () => null,
    disconnect: () => {},
  }),
  metrics: (settings, { material }) => ({
    exporter: new OTLPMetricExporter(configOf(settings, material)),
    trouble: () => null,
    disconnect: () => {},
  }),
};

/** Every setting is given, because the exporter reads what is not from the environment in its own way. */
function configOf({ url, tls, headers, timeoutMs, compression }: SignalSettings, { ca, key, cert }: TlsMaterial) {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  return {
    url,
    metadata,
    timeoutMillis: timeoutMs,
    concurrencyLimit: Infinity,
    compression: compression === "gzip" ? CompressionAlgorithm.GZIP : CompressionAlgorithm.NONE,
    credentials: tls ? credentials.createSsl(pem(ca), pem(key), pem(cert)) : credentials.createInsecure(),
  };
}

function pem(bytes: Uint8Array | undefined): Buffer | null {
  return bytes === undefined ? null : Buffer.from(bytes);
}
