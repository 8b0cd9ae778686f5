import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";
import type { ConnectedExporter } from "./counting_exporter.ts";
import type { SignalSettings } from "./signal_settings.ts";
import type { Way } from "./way.ts";

/** Makes the exporter of one signal. */
export type MakeExporter<Items> = (settings: SignalSettings, way: Way) => ConnectedExporter<Items>;

/** The exporters of one protocol. */
export interface Exporters {
  readonly traces: MakeExporter<ReadableSpan[]>;
  readonly metrics: MakeExporter<ResourceMetrics>;
}
