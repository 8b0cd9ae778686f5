import * as transformer from "@opentelemetry/otlp-transformer";
import { exportersOf } from "./exporters.ts";
import { httpTransport } from "./http_transport.ts";
import { namesOf } from "./names_of.ts";

const { JsonTraceSerializer, JsonMetricsSerializer, ProtobufTraceSerializer, ProtobufMetricsSerializer } = namesOf(
  transformer,
);

// The readers of answers in JSON take every text for an answer that says nothing.
const readTraces = ProtobufTraceSerializer.deserializeResponse;
const readMetrics = ProtobufMetricsSerializer.deserializeResponse;

/** Sends with `http/json`. */
export const exporters = exportersOf({
  spans: { ...JsonTraceSerializer, deserializeResponse: readTraces },
  metrics: { ...JsonMetricsSerializer, deserializeResponse: readMetrics },
  transport: (settings, way) => httpTransport(settings, way, "application/json"),
});
