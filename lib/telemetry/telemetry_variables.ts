/** One environment variable; `signals` says that the forms `…_TRACES_…` and `…_METRICS_…` exist and win. */
export interface TelemetryVariable {
  readonly default: string;
  readonly meaning: string;
  readonly signals?: true;
}

/** Every environment variable of telemetry, by name; the README table is made from this. */
export const TELEMETRY_VARIABLES = {
  QA_RIG_OTEL_ENABLED: { default: "off", meaning: "`1`, `true`, `yes` or `on` turns telemetry on" },
  QA_RIG_OTEL_SHUTDOWN_TIMEOUT: { default: "3s", meaning: "how long the flush at the end of a run may take" },
  OTEL_SDK_DISABLED: { default: "false", meaning: "`true` turns telemetry off, whatever else is said" },
  OTEL_TRACES_EXPORTER: { default: "otlp", meaning: "`none` sends no spans" },
  OTEL_METRICS_EXPORTER: { default: "otlp", meaning: "`none` sends no metric" },
  OTEL_EXPORTER_OTLP_PROTOCOL: {
    default: "http/protobuf",
    meaning: "`http/protobuf`, `http/json` or `grpc`",
    signals: true,
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    default: "the collector in the cluster",
    meaning:
      "where the collector is; for http `/v1/traces` and `/v1/metrics` are appended, to the forms for a signal not",
    signals: true,
  },
  OTEL_EXPORTER_OTLP_INSECURE: {
    default: "by the scheme",
    meaning:
      "for grpc: `true` is plain, `false` is TLS, also where the endpoint has a scheme (beyond the specification)",
    signals: true,
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    default: "none",
    meaning: "`name=value` pairs with commas between, percent-encoded; never printed",
    signals: true,
  },
  OTEL_EXPORTER_OTLP_TIMEOUT: { default: "10000", meaning: "milliseconds for one export", signals: true },
  OTEL_EXPORTER_OTLP_COMPRESSION: { default: "none", meaning: "`gzip` or `none`", signals: true },
  OTEL_EXPORTER_OTLP_CERTIFICATE: {
    default: "the system's",
    meaning: "PEM file of the authorities that the collector's certificate is checked with",
    signals: true,
  },
  OTEL_EXPORTER_OTLP_CLIENT_KEY: { default: "none", meaning: "PEM file of the client's key", signals: true },
  OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: {
    default: "none",
    meaning: "PEM file of the client's certificate",
    signals: true,
  },
  OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: {
    default: "cumulative",
    meaning: "`cumulative`, `delta` or `lowmemory`",
  },
  OTEL_SERVICE_NAME: { default: "qa-rig", meaning: "`service.name` of the resource" },
  OTEL_RESOURCE_ATTRIBUTES: { default: "none", meaning: "more attributes of the resource, as `name=value` pairs" },
  OTEL_TRACES_SAMPLER: {
    default: "parentbased_always_on",
    meaning: "`always_on`, `always_off`, `traceidratio`, or one of these after `parentbased_`",
  },
  OTEL_TRACES_SAMPLER_ARG: { default: "1", meaning: "the ratio, from 0 to 1" },
  OTEL_BSP_SCHEDULE_DELAY: { default: "5000", meaning: "milliseconds between two exports of spans" },
  OTEL_BSP_EXPORT_TIMEOUT: { default: "30000", meaning: "milliseconds for one export of spans with its retries" },
  OTEL_BSP_MAX_QUEUE_SIZE: {
    default: "2048",
    meaning: "spans that wait; then the next step waits for a healthy collector, and a dead one loses spans",
  },
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: { default: "512", meaning: "spans in one export" },
  OTEL_ATTRIBUTE_COUNT_LIMIT: { default: "128", meaning: "attributes of a span, where nothing nearer is said" },
  OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: {
    default: "none",
    meaning: "characters of an attribute, where nothing nearer is said",
  },
  OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: { default: "128", meaning: "attributes of a span" },
  OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: { default: "none", meaning: "characters of an attribute of a span" },
  OTEL_SPAN_EVENT_COUNT_LIMIT: { default: "128", meaning: "events of a span" },
  OTEL_SPAN_LINK_COUNT_LIMIT: { default: "128", meaning: "links of a span" },
  OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT: { default: "128", meaning: "attributes of an event" },
  OTEL_LINK_ATTRIBUTE_COUNT_LIMIT: { default: "128", meaning: "attributes of a link" },
  OTEL_LOG_LEVEL: {
    default: "none",
    meaning: "what OpenTelemetry says of itself on standard error: `error`, `warn`, `info`, `debug`, `verbose`",
  },
  TRACEPARENT: {
    default: "none",
    meaning: "the span that every attempt becomes a child of; `--no-trace-parent` ignores it",
  },
  TRACESTATE: { default: "none", meaning: "goes with `TRACEPARENT`" },
  BAGGAGE: { default: "none", meaning: "goes with `TRACEPARENT`" },
} as const satisfies Record<string, TelemetryVariable>;

/** A name of `TELEMETRY_VARIABLES`. */
export type TelemetryVariableName = keyof typeof TELEMETRY_VARIABLES;
