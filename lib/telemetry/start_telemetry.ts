import type { MeterProvider, TracerProvider } from "@opentelemetry/api";
import { defaultResource, type Resource, resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider as SdkMeterProvider } from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider } from "@opentelemetry/sdk-trace-base";
import type { Host } from "../host.ts";
import type { Proxies } from "../network/proxies.ts";
import { loadExporters } from "./load_exporters.ts";
import { type MetricPipeline, metricPipeline } from "./metric_pipeline.ts";
import { OtelTelemetry } from "./otel_telemetry.ts";
import { resourceAttributes } from "./resource.ts";
import { rootContext } from "./root_context.ts";
import { samplerOf } from "./sampler.ts";
import { showDiagnostics } from "./sdk_diagnostics.ts";
import type { SpanLimits, TelemetryOn } from "./settings.ts";
import type { Telemetry } from "./telemetry.ts";
import { type TracePipeline, tracePipeline } from "./trace_pipeline.ts";
import { findWay } from "./way.ts";

/** What telemetry needs of the rest of the program. */
export interface TelemetryContext {
  readonly host: Host;
  /** Of qa-rig. */
  readonly version: string;
  readonly warn: (message: string) => void;
  /** That the way to the collector may lead through; `--allow-hosts` says nothing of it. */
  readonly proxies: Proxies;
}

/** Providers that are private to this run: none is ever registered as a global. */
export interface Providers {
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: MeterProvider;
}

/** Providers that stand in for the real ones, which then send nothing. */
export type TestProviders = Partial<Providers>;

/** Telemetry, and the providers behind it. */
export interface Started extends Providers {
  readonly telemetry: Telemetry;
}

/** Loads OpenTelemetry and starts it; throws `UsageError` when it cannot work here. */
export async function startTelemetry(
  settings: TelemetryOn,
  { context, test, onClosed }: {
    readonly context: TelemetryContext;
    readonly test: TestProviders;
    readonly onClosed: () => void;
  },
): Promise<Started> {
  const { host, version, warn } = context;
  showDiagnostics(settings.logLevel, (line) => host.stderr.write(line));
  const [traces, metrics] = await Promise.all([
    test.tracerProvider ? null : startTraces(settings, context),
    test.meterProvider ? null : startMetrics(settings, context),
  ]);
  const resource = defaultResource().merge(
    resourceFromAttributes(resourceAttributes(settings, { env: host.env, version })),
  );
  const tracerProvider = test.tracerProvider ?? makeTracerProvider(settings, { resource, traces });
  const meterProvider = test.meterProvider ??
    new SdkMeterProvider({ resource, readers: metrics === null ? [] : [metrics.reader] });
  const telemetry = new OtelTelemetry({
    tracer: tracerProvider.getTracer("qa-rig", version),
    meter: meterProvider.getMeter("qa-rig", version),
    root: rootContext(settings.parent),
    traces,
    metrics,
    settings,
    warn,
    monotonicMs: () => host.monotonicMs(),
    onClosed,
  });
  return { telemetry, tracerProvider, meterProvider };
}

async function startTraces(
  { traces, batch, shutdownTimeoutMs }: TelemetryOn,
  { host, proxies }: TelemetryContext,
): Promise<TracePipeline | null> {
  if (traces === null) return null;
  const exporters = await loadExporters(traces.protocol, host.system.denoVersion);
  const sender = exporters.traces(traces, await findWay(traces, proxies, host));
  return tracePipeline(sender, { batch, patienceMs: shutdownTimeoutMs });
}

async function startMetrics(
  { metrics, temporality }: TelemetryOn,
  { host, proxies }: TelemetryContext,
): Promise<MetricPipeline | null> {
  if (metrics === null) return null;
  const exporters = await loadExporters(metrics.protocol, host.system.denoVersion);
  return metricPipeline(exporters.metrics(metrics, await findWay(metrics, proxies, host)), temporality);
}

function makeTracerProvider(
  { sampler, limits }: TelemetryOn,
  { resource, traces }: { readonly resource: Resource; readonly traces: TracePipeline | null },
): TracerProvider {
  return new BasicTracerProvider({
    resource,
    sampler: samplerOf(sampler),
    spanLimits: spanLimitsOf(limits),
    spanProcessors: traces === null ? [] : [traces.queue],
  });
}

function spanLimitsOf(limits: SpanLimits) {
  return {
    attributeCountLimit: limits.attributes,
    attributeValueLengthLimit: limits.attributeLength,
    eventCountLimit: limits.events,
    linkCountLimit: limits.links,
    attributePerEventCountLimit: limits.eventAttributes,
    attributePerLinkCountLimit: limits.linkAttributes,
  };
}
