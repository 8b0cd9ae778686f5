import type { AttributeName, MetricName } from "./attributes.ts";

/** Values a span or a data point can carry. */
export type Attributes = { readonly [name in AttributeName]?: string | number | boolean | readonly string[] };

/** Where a span is: 32 and 16 hex digits, all zeros when telemetry is off. */
export interface SpanPlace {
  readonly traceId: string;
  readonly spanId: string;
}

/** A span that is running. */
export interface Span extends SpanPlace {
  set(attributes: Attributes): void;
  /** Status ERROR, one `exception` event and `error.type`; the message must be masked already. */
  fail(error: { readonly type: string; readonly message: string }): void;
  /** Runs body inside a child span: the parent is passed, never looked up in a global. */
  child<T>(name: "qa_rig.step" | "qa_rig.flow", attributes: Attributes, body: (span: Span) => Promise<T>): Promise<T>;
  /** The `traceparent` header that continues here; `null` when telemetry is off. */
  readonly traceParent: string | null;
}

/** What became of the telemetry of a run; `lost` = recorded - accepted - rejected. */
export interface Receipt {
  readonly enabled: boolean;
  readonly protocol: string | null;
  /** Without credentials. */
  readonly endpoint: string | null;
  readonly trace_sampled: boolean | null;
  /** `null` while it is not known, as after a kill. */
  readonly delivered: boolean | null;
  readonly spans: Delivery;
  readonly data_points: Delivery;
  readonly flush_ms: number | null;
}

/** Counts of one signal. */
export interface Delivery {
  readonly recorded: number;
  readonly accepted: number;
  /** Refused by the collector in a partial success; `null` where the protocol does not let us read it. */
  readonly rejected: number | null;
  readonly lost: number;
}

/** All that the runner knows of telemetry. */
export interface Telemetry {
  /** Runs body inside the span of one attempt; `earlier` is the attempt before it, which it links to. */
  flow<T>(attributes: Attributes, earlier: SpanPlace | null, body: (span: Span) => Promise<T>): Promise<T>;
  record(name: MetricName, value: number, attributes: Attributes): void;
  /** What is known before the flush: `delivered` is null. */
  receipt(): Receipt;
  /** Flushes and shuts down within the deadline, or at once when `hurry` is aborted; never rejects. */
  close(deadlineMs: number, hurry?: AbortSignal): Promise<Receipt>;
}

/** The counts of a signal that is not sent. */
export const NOTHING_DELIVERED: Delivery = { recorded: 0, accepted: 0, rejected: 0, lost: 0 };

const OFF_RECEIPT: Receipt = {
  enabled: false,
  protocol: null,
  endpoint: null,
  trace_sampled: null,
  delivered: null,
  spans: NOTHING_DELIVERED,
  data_points: NOTHING_DELIVERED,
  flush_ms: null,
};

const OFF_SPAN: Span = {
  traceId: "0".repeat(32),
  spanId: "0".repeat(16),
  traceParent: null,
  set: () => {},
  fail: () => {},
  child: (_name, _attributes, body) => body(OFF_SPAN),
};

/** Telemetry that is off: runs the bodies and does nothing else. */
export const NO_TELEMETRY: Telemetry = {
  flow: (_attributes, _earlier, body) => body(OFF_SPAN),
  record: () => {},
  receipt: () => OFF_RECEIPT,
  close: () => Promise.resolve(OFF_RECEIPT),
};
