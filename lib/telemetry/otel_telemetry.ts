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
import { describeSending } from "./describe_sending.ts";
import { otelAttributes } from "./otel_attributes.ts";
import { OtelSpan } from "./otel_span.ts";
import type { Pipeline } from "./pipeline.ts";
import type { TracePipeline } from "./trace_pipeline.ts";
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
  readonly traces: TracePipeline | null;
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
    const scope = {
      tracer,
      open: this.#open,
      attributeLength: settings.limits.attributeLength,
      room: () => this.parts.traces?.queue.room() ?? Promise.resolve(),
    };
    const span = new OtelSpan(scope, start);
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

  close(deadlineMs: number, hurry?: AbortSignal): Promise<Receipt> {
    return this.#closing ??= this.#close(deadlineMs, hurry);
  }

  async #close(deadlineMs: number, hurry?: AbortSignal): Promise<Receipt> {
    const began = this.parts.monotonicMs();
    // Children first, so that a parent ends last.
    for (const span of [...this.#open].reverse()) span.interrupt();
    const { traces, metrics, warn } = this.parts;
    const pipelines: readonly Pipeline[] = [traces, metrics].filter((pipeline) => pipeline !== null);
    const leftMs = Math.max(0, deadlineMs - (traces?.queue.waitedInVainMs ?? 0));
    await endOf(pipelines.map((pipeline) => pipeline.flush()), leftMs, hurry);
    const isLate = pipelines.some(({ exporter }) => exporter.busy);
    const error = pipelines.map(({ exporter }) => exporter.reason).find((found) => found !== null) ?? null;
    const remarks = [...new Set(pipelines.flatMap(({ exporter }) => exporter.remarks))];
    for (const { exporter } of pipelines) exporter.close();
    this.#flushMs = this.parts.monotonicMs() - began;
    this.parts.onClosed();
    const receipt = this.receipt();
    const ended = !isLate ? null : hurry?.aborted ? "interrupted" : deadlineMs;
    const warning = describeSending(receipt, { ended, error, remarks });
    if (warning !== null) warn(warning);
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

/** Resolves when all have settled, the time is up, or somebody is in a hurry; never rejects. */
async function endOf(work: readonly Promise<void>[], deadlineMs: number, hurry?: AbortSignal): Promise<void> {
  const { promise: timeUp, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, deadlineMs);
  hurry?.addEventListener("abort", () => resolve(), { once: true });
  if (hurry?.aborted) resolve();
  await Promise.race([Promise.allSettled(work), timeUp]);
  clearTimeout(timer);
}
