import { type HrTime, SpanKind, SpanStatusCode, TraceFlags } from "@opentelemetry/api";
import { defaultResource, type Resource, resourceFromAttributes } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { CountingExporter } from "./counting_exporter.ts";
import { DeliveryCounter } from "./delivery_counter.ts";
import { describeSending } from "./describe_sending.ts";
import { SPANS } from "./exported.ts";
import { loadExporters } from "./load_exporters.ts";
import { otelAttributes } from "./otel_attributes.ts";
import type { SpanName } from "./otel_span.ts";
import { showDiagnostics, stopDiagnostics } from "./sdk_diagnostics.ts";
import type { TelemetryOn } from "./settings.ts";
import type { SignalSettings } from "./signal_settings.ts";
import type { TelemetryContext } from "./start_telemetry.ts";
import { type Attributes, NOTHING_DELIVERED, type Receipt, type SpanPlace } from "./telemetry.ts";
import { findWay } from "./way.ts";

/** A span that ended in the past. */
export interface FinishedSpan extends SpanPlace {
  readonly name: SpanName;
  /** `null` is a root. */
  readonly parentSpanId: string | null;
  /** Since 1970. */
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: Attributes;
  readonly failure: { readonly type: string; readonly message: string } | null;
  readonly link: SpanPlace | null;
}

/** What spans are sent with; `resource` is beside what the environment says of it. */
export interface PushContext extends TelemetryContext {
  readonly resource: Readonly<Record<string, string>>;
}

/** Sends spans of the past as they were, batch by batch, until one is not accepted; throws `UsageError`. */
export async function pushSpans(
  finished: readonly FinishedSpan[],
  settings: TelemetryOn,
  context: PushContext,
): Promise<Receipt> {
  const { traces, batch, serviceName, resourceAttributes } = settings;
  if (traces === null) return receiptOf(null, NOTHING_DELIVERED, 0);
  const resource = defaultResource().merge(
    resourceFromAttributes({ ...context.resource, ...resourceAttributes, "service.name": serviceName }),
  );
  const { host, version, warn } = context;
  showDiagnostics(settings.logLevel, (line) => host.stderr.write(line));
  const counter = new DeliveryCounter();
  const exporter = await openExporter(traces, counter, context);
  const startMs = host.monotonicMs();
  counter.record(finished.length);
  const spans = finished.map((span) =>
    readableSpan(span, { resource, version, attributeLength: settings.limits.attributeLength })
  );
  let ended: number | null = null;
  for (let first = 0; first < spans.length; first += batch.batchSize) {
    const outcome = await send(exporter, spans.slice(first, first + batch.batchSize), batch.timeoutMs);
    if (outcome === "late") ended = batch.timeoutMs;
    if (outcome !== "accepted") break;
  }
  const { reason: error, remarks } = exporter;
  exporter.close();
  stopDiagnostics();
  const receipt = receiptOf(traces, counter.delivery(), host.monotonicMs() - startMs);
  const warning = describeSending(receipt, { ended, error, remarks });
  if (warning !== null) warn(warning);
  return receipt;
}

async function openExporter(traces: SignalSettings, counter: DeliveryCounter, { host, proxies }: TelemetryContext) {
  const exporters = await loadExporters(traces.protocol, host.system.denoVersion);
  return new CountingExporter(exporters.traces(traces, await findWay(traces, proxies, host)), SPANS, counter);
}

async function send(exporter: CountingExporter<ReadableSpan[]>, spans: ReadableSpan[], limitMs: number) {
  const { promise: timeUp, resolve } = Promise.withResolvers<"late">();
  const timer = setTimeout(() => resolve("late"), limitMs);
  const outcome = await Promise.race([exporter.send(spans).then(({ status }) => status), timeUp]);
  clearTimeout(timer);
  return outcome;
}

function receiptOf(traces: SignalSettings | null, spans: Receipt["spans"], flushMs: number): Receipt {
  return {
    enabled: true,
    protocol: traces?.protocol ?? null,
    endpoint: traces?.publicUrl ?? null,
    trace_sampled: traces !== null,
    delivered: traces !== null && spans.lost === 0 && !spans.rejected,
    spans,
    data_points: NOTHING_DELIVERED,
    flush_ms: flushMs,
  };
}

interface SpanSetting {
  readonly resource: Resource;
  readonly version: string;
  readonly attributeLength: number;
}

function readableSpan(
  span: FinishedSpan,
  { resource, version, attributeLength }: SpanSetting,
): ReadableSpan {
  const contextOf = ({ traceId, spanId }: SpanPlace) => ({ traceId, spanId, traceFlags: TraceFlags.SAMPLED });
  const { failure, parentSpanId, link } = span;
  const endTime = hrTime(span.endMs);
  return {
    name: span.name,
    kind: SpanKind.INTERNAL,
    spanContext: () => contextOf(span),
    ...(parentSpanId === null ? {} : { parentSpanContext: contextOf({ traceId: span.traceId, spanId: parentSpanId }) }),
    startTime: hrTime(span.startMs),
    endTime,
    duration: hrTime(span.endMs - span.startMs),
    status: failure === null
      ? { code: SpanStatusCode.UNSET }
      : { code: SpanStatusCode.ERROR, message: failure.message },
    attributes: otelAttributes(span.attributes, attributeLength),
    links: link === null ? [] : [{ context: contextOf(link) }],
    events: failure === null ? [] : [{
      name: "exception",
      time: endTime,
      attributes: { "exception.type": failure.type, "exception.message": failure.message },
    }],
    ended: true,
    resource,
    instrumentationScope: { name: "qa-rig", version },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

/** Seconds and nanoseconds. */
function hrTime(ms: number): HrTime {
  const whole = Math.trunc(ms / 1_000);
  return [whole, Math.round((ms - whole * 1_000) * 1e6)];
}
