import {
  type Context,
  type Histogram,
  isSpanContextValid,
  type Link,
  type Meter,
  TraceFlags,
  type Tracer,
} from "@opentelemetry/api";
import { type MetricName, METRICS } from "./attributes.ts";
import { describeLoss } from "./describe_loss.ts";
import { otelAttributes } from "./otel_attributes.ts";
import { OtelSpan } from "./otel_span.ts";
import type { Pipeline } from "./pipeline.ts";
import type { TelemetryOn } from "./settings.ts";
import {
  type Attributes,
  NOTHING_DELIVERED,
  type Receipt,
  type Span,
  type SpanPlace,
  type Telemetry,
} from "./telemetry.ts";

/** What telemetry works with; a pipeline is `null` for a signal that is not sent. */
export interface OtelParts {
  readonly tracer: Tracer;
  readonly meter: Meter;
  readonly root: Context;
  readonly traces: Pipeline | null;
  readonly metrics: Pipeline | null;
  readonly settings: TelemetryOn;
  readonly warn: (message: string) => void;
  readonly monotonicMs: () => number;
  readonly onClosed: () => void;
}

/** Telemetry by OpenTelemetry. */
export class OtelTelemetry implements Telemetry {
  readonly #open = new Set<OtelSpan>();
  readonly #histograms: Readonly<Record<MetricName, Histogram>>;
  readonly #series = new Set<string>();
  #sampled: boolean | null = null;
  #flushMs: number | null = null;
  #closing: Promise<Receipt> | null = null;

  constructor(private readonly parts: OtelParts) {
    this.#histograms = {
      qa_rig_flow_execution_seconds: createHistogram(parts.meter, "qa_rig_flow_execution_seconds"),
    };
  }

  flow<T>(attributes: Attributes, earlier: SpanPlace | null, body: (span: Span) => Promise<T>): Promise<T> {
    const { tracer, root, settings } = this.parts;
    const start = { name: "qa_rig.flow", attributes, links: linksTo(earlier), context: root } as const;
    const span = new OtelSpan({ tracer, open: this.#open, attributeLength: settings.limits.attributeLength }, start);
    this.#noteSampling(span.sampled);
    return span.run(body);
  }

  record(name: MetricName, value: number, attributes: Attributes): void {
    const sent = otelAttributes(attributes);
    this.#histograms[name].record(value, sent);
    const series = JSON.stringify([name, ...Object.entries(sent).sort(([a], [b]) => a < b ? -1 : 1)]);
    if (!this.#series.has(series)) this.parts.metrics?.counter.record(1);
    this.#series.add(series);
  }

  receipt(): Receipt {
    const { settings, traces, metrics } = this.parts;
    const shown = settings.traces ?? settings.metrics;
    const spans = traces?.counter.delivery() ?? NOTHING_DELIVERED;
    const dataPoints = metrics?.counter.delivery() ?? NOTHING_DELIVERED;
    const whole = [spans, dataPoints].every(({ lost, rejected }) => lost === 0 && !rejected);
    return {
      enabled: true,
      protocol: shown?.protocol ?? null,
      endpoint: shown?.publicUrl ?? null,
      trace_sampled: this.#sampled && settings.traces !== null,
      delivered: this.#flushMs === null ? null : whole,
      spans,
      data_points: dataPoints,
      flush_ms: this.#flushMs,
    };
  }

  close(deadlineMs: number): Promise<Receipt> {
    return this.#closing ??= this.#close(deadlineMs);
  }

  async #close(deadlineMs: number): Promise<Receipt> {
    const began = this.parts.monotonicMs();
    // Children first, so that a parent ends last.
    for (const span of [...this.#open].reverse()) span.interrupt();
    const pipelines = [this.parts.traces, this.parts.metrics].filter((pipeline) => pipeline !== null);
    await endOf(pipelines.map((pipeline) => pipeline.flush()), deadlineMs);
    const late = pipelines.some(({ exporter }) => exporter.busy);
    const error = pipelines.map(({ exporter }) => exporter.reason).find((found) => found !== null) ?? null;
    for (const { exporter } of pipelines) exporter.close();
    this.#flushMs = this.parts.monotonicMs() - began;
    this.parts.onClosed();
    const receipt = this.receipt();
    if (!receipt.delivered) this.parts.warn(describeLoss(receipt, { waitedMs: late ? deadlineMs : null, error }));
    return receipt;
  }

  #noteSampling(sampled: boolean): void {
    if (!sampled && this.#sampled !== false) {
      this.parts.warn("Telemetry has no spans of this run: the trace is sampled out, its ids are real");
    }
    this.#sampled = sampled && this.#sampled !== false;
  }
}

function createHistogram(meter: Meter, name: MetricName): Histogram {
  const { unit, meaning, boundaries } = METRICS[name];
  return meter.createHistogram(name, {
    unit,
    description: meaning,
    advice: { explicitBucketBoundaries: [...boundaries] },
  });
}

function linksTo(earlier: SpanPlace | null): readonly Link[] {
  if (earlier === null) return [];
  const context = { traceId: earlier.traceId, spanId: earlier.spanId, traceFlags: TraceFlags.SAMPLED };
  return isSpanContextValid(context) ? [{ context }] : [];
}

/** Resolves when all have settled or the time is up; never rejects. */
async function endOf(work: readonly Promise<void>[], deadlineMs: number): Promise<void> {
  const { promise: timeUp, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, deadlineMs);
  await Promise.race([Promise.allSettled(work), timeUp]);
  clearTimeout(timer);
}
