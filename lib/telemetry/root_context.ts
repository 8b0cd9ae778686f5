import { type Context, createTraceState, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import type { TelemetryOn } from "./settings.ts";

/** The context that attempts begin in: the span in `TRACEPARENT`, or nothing. */
export function rootContext(parent: TelemetryOn["parent"]): Context {
  if (parent === null) return ROOT_CONTEXT;
  const { traceId, spanId, flags, traceState } = parent;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags: flags & 1,
    isRemote: true,
    ...(traceState === null ? {} : { traceState: createTraceState(traceState) }),
  });
}
