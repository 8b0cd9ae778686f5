/** One value of OTLP in JSON, with its type: `{type: "int", value: 3}`. */
export interface TypedValue {
  readonly type: "string" | "int" | "double" | "boolean" | "string[]";
  readonly value: string | number | boolean | readonly string[];
}

/** Attributes by name. */
export type TypedAttributes = Readonly<Record<string, TypedValue>>;

/** A span as it arrived. */
export interface ArrivedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for a root span. */
  readonly parentSpanId: string;
  readonly traceState: string;
  readonly kind: number;
  readonly status: { readonly code: number; readonly message: string };
  readonly attributes: TypedAttributes;
  readonly events: readonly { readonly name: string; readonly attributes: TypedAttributes }[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly resource: TypedAttributes;
}

/** A data point of a histogram as it arrived. */
export interface ArrivedPoint {
  readonly metric: string;
  readonly unit: string;
  /** 1 is delta, 2 is cumulative. */
  readonly temporality: number;
  readonly count: number;
  readonly sum: number;
  readonly boundaries: readonly number[];
  readonly attributes: TypedAttributes;
}

// deno-lint-ignore no-explicit-any
type Json = any;

/** The spans of a request of `/v1/traces`. */
export function spansOf(request: Json): readonly ArrivedSpan[] {
  return list(request.resourceSpans).flatMap((group) =>
    list(group.scopeSpans).flatMap((scope) =>
      list(scope.spans).map((span) => ({
        name: span.name,
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId ?? "",
        traceState: span.traceState ?? "",
        kind: span.kind,
        status: { code: span.status?.code ?? 0, message: span.status?.message ?? "" },
        attributes: attributesOf(span.attributes),
        events: list(span.events).map((event) => ({ name: event.name, attributes: attributesOf(event.attributes) })),
        links: list(span.links).map(({ traceId, spanId }) => ({ traceId, spanId })),
        resource: attributesOf(group.resource?.attributes),
      }))
    )
  );
}

/** The data points of the histograms in a request of `/v1/metrics`. */
export function pointsOf(request: Json): readonly ArrivedPoint[] {
  return list(request.resourceMetrics).flatMap((group) =>
    list(group.scopeMetrics).flatMap((scope) =>
      list(scope.metrics).flatMap((metric) =>
        list(metric.histogram?.dataPoints).map((point) => ({
          metric: metric.name,
          unit: metric.unit,
          temporality: metric.histogram.aggregationTemporality,
          count: Number(point.count),
          sum: point.sum,
          boundaries: point.explicitBounds,
          attributes: attributesOf(point.attributes),
        }))
      )
    )
  );
}

function attributesOf(attributes: Json): TypedAttributes {
  return Object.fromEntries(list(attributes).map(({ key, value }) => [key, typedValue(value)]));
}

function typedValue(value: Json): TypedValue {
  if ("stringValue" in value) return { type: "string", value: value.stringValue };
  if ("boolValue" in value) return { type: "boolean", value: value.boolValue };
  if ("intValue" in value) return { type: "int", value: Number(value.intValue) };
  if ("doubleValue" in value) return { type: "double", value: value.doubleValue };
  return { type: "string[]", value: list(value.arrayValue?.values).map((entry) => entry.stringValue) };
}

function list(value: Json): readonly Json[] {
  return value ?? [];
}
