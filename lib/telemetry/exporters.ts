import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { confidentialOf } from "./confidential_of.ts";
import { DATA_POINTS, type Exported, type Serializer, SPANS } from "./exported.ts";
import { RetryingSender } from "./retrying_sender.ts";
import type { Sender } from "./sender.ts";
import type { SignalSettings } from "./signal_settings.ts";
import type { Transport } from "./transport.ts";
import type { Way } from "./way.ts";

/** Makes the sender of one signal. */
export type MakeSender<Items> = (settings: SignalSettings, way: Way) => Sender<Items>;

/** The senders of one protocol. */
export interface Exporters {
  readonly traces: MakeSender<ReadableSpan[]>;
  readonly metrics: MakeSender<ResourceMetrics>;
}

/** What makes a protocol. */
export interface ProtocolParts {
  readonly spans: Serializer<ReadableSpan[]>;
  readonly metrics: Serializer<ResourceMetrics>;
  readonly transport: (settings: SignalSettings, way: Way, grpcMethod: string) => Transport;
}

/** The senders of a protocol. */
export function exportersOf({ spans, metrics, transport }: ProtocolParts): Exporters {
  const senderOf =
    <Items>(exported: Exported<Items>, serializer: Serializer<Items>): MakeSender<Items> => (settings, way) =>
      new RetryingSender({
        exported,
        serializer,
        transport: transport(settings, way, exported.grpcMethod),
        timeoutMs: settings.timeoutMs,
        confidential: confidentialOf(settings),
      });
  return { traces: senderOf(SPANS, spans), metrics: senderOf(DATA_POINTS, metrics) };
}
