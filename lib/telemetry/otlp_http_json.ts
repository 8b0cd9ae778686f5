import * as transformer from "@opentelemetry/otlp-transformer";
import { exportersOf } from "./exporters.ts";
import { httpTransport } from "./http_transport.ts";
import { namesOf } from "./names_of.ts";

const { JsonTraceSerializer, JsonMetricsSerializer } = namesOf(transformer);

/** Sends with `http/json`. */
export const exporters = exportersOf({
  spans: JsonTraceSerializer,
  metrics: JsonMetricsSerializer,
  transport: (settings, way) => httpTransport(settings, way, "application/json"),
});
