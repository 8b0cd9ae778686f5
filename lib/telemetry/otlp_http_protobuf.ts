import * as transformer from "@opentelemetry/otlp-transformer";
import { exportersOf } from "./exporters.ts";
import { httpTransport } from "./http_transport.ts";
import { namesOf } from "./names_of.ts";

const { ProtobufTraceSerializer, ProtobufMetricsSerializer } = namesOf(transformer);

/** Sends with `http/protobuf`. */
export const exporters = exportersOf({
  spans: ProtobufTraceSerializer,
  metrics: ProtobufMetricsSerializer,
  transport: (settings, way) => httpTransport(settings, way, "application/x-protobuf"),
});
