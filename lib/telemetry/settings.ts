import { expectedDuration, LONGEST_WAIT_MS, parseDuration } from "../duration.ts";
import { UsageError } from "../errors.ts";
import type { Environment } from "../host.ts";
import { readSignalSettings, type SignalSettings } from "./signal_settings.ts";
import { parseTraceParent, type TraceParent } from "./trace_parent.ts";
import { type NumberRange, type Signal, VariableReader } from "./variable_reader.ts";

/** What the command line says of telemetry; it wins over the environment. */
export interface TelemetryOptions {
  /** `--otel`. */
  readonly otel?: boolean | string;
  /** `--no-trace-parent` is `false`. */
  readonly traceParent?: boolean;
  /** `--ca`: a file of more authorities, where no variable names the only ones. */
  readonly ca?: string;
  /** `--require-telemetry`: an entry that cannot be used is an error. */
  readonly isRequired?: boolean;
}

/** Which spans are kept; `ratio` counts for `traceidratio` only. */
export interface SamplerSettings {
  readonly kind: "always_on" | "always_off" | "traceidratio";
  readonly parentBased: boolean;
  readonly ratio: number;
}

/** The batch span processor; times in milliseconds. */
export interface BatchSettings {
  readonly delayMs: number;
  readonly timeoutMs: number;
  readonly queueSize: number;
  readonly batchSize: number;
}

/** How much one span may hold. */
export interface SpanLimits {
  readonly attributes: number;
  readonly attributeLength: number;
  readonly events: number;
  readonly links: number;
  readonly eventAttributes: number;
  readonly linkAttributes: number;
}

/** `lowmemory` is `delta` for the one histogram that there is. */
export type Temporality = "cumulative" | "delta" | "lowmemory";

const LOG_LEVELS = ["none", "error", "warn", "info", "debug", "verbose", "all"] as const;

/** How much OpenTelemetry says of itself. */
export type LogLevel = typeof LOG_LEVELS[number];

/** Telemetry that is on, with every choice made; a signal that is not sent is `null`. */
export interface TelemetryOn {
  readonly enabled: true;
  readonly traces: SignalSettings | null;
  readonly metrics: SignalSettings | null;
  readonly temporality: Temporality;
  readonly serviceName: string;
  readonly resourceAttributes: Readonly<Record<string, string>>;
  readonly sampler: SamplerSettings;
  readonly batch: BatchSettings;
  readonly limits: SpanLimits;
  readonly logLevel: LogLevel;
  readonly shutdownTimeoutMs: number;
  /** The span that all attempts are children of; the headers beside it are as they were given. */
  readonly parent: (TraceParent & { readonly traceState: string | null; readonly baggage: string | null }) | null;
}

/** What telemetry will do, decided before any of it is loaded. */
export type TelemetrySettings = { readonly enabled: false } | TelemetryOn;

/** Settings, and what was not as it should be. */
export interface ReadSettings {
  readonly settings: TelemetrySettings;
  readonly warnings: readonly string[];
}

/** Reads the variables of `TELEMETRY_VARIABLES`; while telemetry is off all but the switches are left alone. */
export function readTelemetrySettings(env: Environment, options: TelemetryOptions = {}): ReadSettings {
  const reader = new VariableReader(env, options.isRequired);
  if (!isOn(reader, options.otel)) return { settings: { enabled: false }, warnings: reader.warnings };
  const settings: TelemetryOn = {
    enabled: true,
    traces: readSignal(reader, "traces", options),
    metrics: readSignal(reader, "metrics", options),
    temporality: reader.choice("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", TEMPORALITIES) ?? "cumulative",
    ...readResource(reader),
    sampler: readSampler(reader),
    batch: readBatch(reader),
    limits: readLimits(reader),
    logLevel: reader.choice("OTEL_LOG_LEVEL", LOG_LEVELS) ?? "none",
    shutdownTimeoutMs: readShutdownTimeout(reader),
    parent: options.traceParent === false ? null : readParent(reader),
  };
  return { settings, warnings: reader.warnings };
}

const TEMPORALITIES = ["cumulative", "delta", "lowmemory"] as const;
const TRUE = ["1", "true", "yes", "on"];
const FALSE = ["0", "false", "no", "off", ""];

function isOn(reader: VariableReader, option: boolean | string | undefined): boolean {
  const written = option ?? reader.text("QA_RIG_OTEL_ENABLED") ?? false;
  const text = String(written).trim().toLowerCase();
  const on = TRUE.includes(text);
  if (!on && !FALSE.includes(text)) {
    const where = option === undefined ? 'variable "QA_RIG_OTEL_ENABLED"' : 'option "--otel"';
    reader.warnings.push(`Cannot use ${where}: found "${written}", expected a yes or no, so telemetry is off`);
  }
  if (on && reader.text("OTEL_SDK_DISABLED")?.toLowerCase() === "true") {
    reader.warnings.push('Telemetry is off: found variable "OTEL_SDK_DISABLED" set to "true"');
    return false;
  }
  return on;
}

function readSignal(reader: VariableReader, signal: Signal, { ca }: TelemetryOptions): SignalSettings | null {
  const name = signal === "traces" ? "OTEL_TRACES_EXPORTER" : "OTEL_METRICS_EXPORTER";
  return reader.choice(name, ["otlp", "none"]) === "none" ? null : readSignalSettings(reader, signal, ca ?? null);
}

function readResource(reader: VariableReader): Pick<TelemetryOn, "serviceName" | "resourceAttributes"> {
  const resourceAttributes = reader.pairs("OTEL_RESOURCE_ATTRIBUTES");
  const serviceName = reader.text("OTEL_SERVICE_NAME") ?? resourceAttributes["service.name"] ?? "qa-rig";
  return { serviceName, resourceAttributes };
}

const SAMPLERS = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;

function readSampler(reader: VariableReader): SamplerSettings {
  const name = reader.choice("OTEL_TRACES_SAMPLER", SAMPLERS) ?? "parentbased_always_on";
  const kind = name.replace("parentbased_", "") as SamplerSettings["kind"];
  const ratio = kind === "traceidratio"
    ? reader.number("OTEL_TRACES_SAMPLER_ARG", { least: 0, most: 1, whole: false })
    : undefined;
  return { kind, parentBased: name.startsWith("parentbased_"), ratio: ratio ?? 1 };
}

function readBatch(reader: VariableReader): BatchSettings {
  const time: NumberRange = { least: 1, most: LONGEST_WAIT_MS };
  return {
    delayMs: reader.number("OTEL_BSP_SCHEDULE_DELAY", { least: 0, most: LONGEST_WAIT_MS }) ?? 5_000,
    timeoutMs: reader.number("OTEL_BSP_EXPORT_TIMEOUT", time) ?? 30_000,
    queueSize: reader.number("OTEL_BSP_MAX_QUEUE_SIZE", { least: 1, most: 1_000_000 }) ?? 2_048,
    batchSize: reader.number("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", { least: 1, most: 100_000 }) ?? 512,
  };
}

function readLimits(reader: VariableReader): SpanLimits {
  const read = (name: Parameters<VariableReader["number"]>[0]) =>
    reader.number(name, { least: 0, most: 1_000_000_000 });
  return {
    attributes: read("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT") ?? read("OTEL_ATTRIBUTE_COUNT_LIMIT") ?? 128,
    attributeLength: read("OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT") ?? read("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT") ??
      Infinity,
    events: read("OTEL_SPAN_EVENT_COUNT_LIMIT") ?? 128,
    links: read("OTEL_SPAN_LINK_COUNT_LIMIT") ?? 128,
    eventAttributes: read("OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT") ?? 128,
    linkAttributes: read("OTEL_LINK_ATTRIBUTE_COUNT_LIMIT") ?? 128,
  };
}

function readShutdownTimeout(reader: VariableReader): number {
  const text = reader.text("QA_RIG_OTEL_SHUTDOWN_TIMEOUT");
  if (text === undefined) return 3_000;
  const timeoutMs = parseDuration(text);
  if (timeoutMs !== undefined) return timeoutMs;
  throw new UsageError(
    `Cannot read variable "QA_RIG_OTEL_SHUTDOWN_TIMEOUT": found "${text}", expected ${expectedDuration(text)}`,
    { hint: 'write it like "500ms", "3s" or "1m"' },
  );
}

function readParent(reader: VariableReader): TelemetryOn["parent"] {
  const text = reader.text("TRACEPARENT");
  if (text === undefined) return null;
  const parent = parseTraceParent(text);
  if (parent === null) {
    reader.warnings.push(`Cannot continue the trace in variable "TRACEPARENT": found "${text}", so new traces begin`);
    return null;
  }
  return { ...parent, traceState: reader.text("TRACESTATE") ?? null, baggage: reader.text("BAGGAGE") ?? null };
}
