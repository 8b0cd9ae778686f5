import { writeDuration } from "../../duration.ts";
import type { Environment } from "../../host.ts";
import { isCredentialName } from "../../mask/credential_name.ts";
import { MASK, maskText } from "../../mask/mask_text.ts";
import type { TelemetryOn } from "../../telemetry/settings.ts";
import type { SignalSettings } from "../../telemetry/signal_settings.ts";
import type { TelemetryVariableName } from "../../telemetry/telemetry_variables.ts";
import { type Signal, signalForm } from "../../telemetry/variable_reader.ts";

/** One thing that was decided, and the variable that decided it; `null` is the default. */
export interface SettingRow {
  readonly name: string;
  readonly value: string;
  readonly variable: string | null;
}

/** Every setting of telemetry that is on; credentials are left out. */
export function settingRows(settings: TelemetryOn, env: Environment): readonly SettingRow[] {
  const row = (name: string, value: string | number, ...variables: readonly string[]): SettingRow => ({
    name,
    value: maskText(String(value)),
    variable: variables.find((variable) => env.get(variable)?.trim()) ?? null,
  });
  const { sampler, batch, limits, parent } = settings;
  const kind = `${sampler.parentBased ? "parentbased_" : ""}${sampler.kind}`;
  const attributes = Object.entries(settings.resourceAttributes).map(([name, value]) => {
    return `${name}=${isCredentialName(name) ? MASK : maskText(value)}`;
  });
  return [
    ...signalRows("traces", settings.traces, row),
    ...signalRows("metrics", settings.metrics, row),
    row("metrics temporality", settings.temporality, "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE"),
    row("service name", settings.serviceName, "OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES"),
    row("resource attributes", attributes.join(", ") || "none", "OTEL_RESOURCE_ATTRIBUTES"),
    row("sampler", sampler.kind === "traceidratio" ? `${kind} ${sampler.ratio}` : kind, "OTEL_TRACES_SAMPLER"),
    row("batch delay", writeDuration(batch.delayMs), "OTEL_BSP_SCHEDULE_DELAY"),
    row("batch size", batch.batchSize, "OTEL_BSP_MAX_EXPORT_BATCH_SIZE"),
    row("queue size", batch.queueSize, "OTEL_BSP_MAX_QUEUE_SIZE"),
    row("attribute limit", limits.attributes, "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "OTEL_ATTRIBUTE_COUNT_LIMIT"),
    row("log level", settings.logLevel, "OTEL_LOG_LEVEL"),
    row("flush at the end", writeDuration(settings.shutdownTimeoutMs), "QA_RIG_OTEL_SHUTDOWN_TIMEOUT"),
    row("parent of the traces", parent === null ? "none" : `${parent.traceId}-${parent.spanId}`, "TRACEPARENT"),
  ];
}

type MakeRow = (name: string, value: string | number, ...variables: readonly string[]) => SettingRow;

function signalRows(signal: Signal, settings: SignalSettings | null, row: MakeRow): readonly SettingRow[] {
  if (settings === null) return [row(signal, "not sent", `OTEL_${signal.toUpperCase()}_EXPORTER`)];
  const of = (name: string, value: string | number, variable: TelemetryVariableName) =>
    row(`${signal} ${name}`, value, signalForm(signal, variable), variable);
  const { headers, certificates: { authorities, alsoTrusted, client } } = settings;
  const trusted = authorities ?? (alsoTrusted === null ? "the system's" : `the system's and ${alsoTrusted}`);
  return [
    of("protocol", settings.protocol, "OTEL_EXPORTER_OTLP_PROTOCOL"),
    of("endpoint", settings.publicUrl, "OTEL_EXPORTER_OTLP_ENDPOINT"),
    ...settings.protocol === "grpc" ? [of("tls", settings.tls ? "on" : "off", "OTEL_EXPORTER_OTLP_INSECURE")] : [],
    of("headers", Object.keys(headers).map((name) => `${name}=***`).join(", ") || "none", "OTEL_EXPORTER_OTLP_HEADERS"),
    of("timeout", writeDuration(settings.timeoutMs), "OTEL_EXPORTER_OTLP_TIMEOUT"),
    of("compression", settings.compression, "OTEL_EXPORTER_OTLP_COMPRESSION"),
    of("authorities", trusted, "OTEL_EXPORTER_OTLP_CERTIFICATE"),
    of("client certificate", client?.certificate ?? "none", "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE"),
  ];
}
