import { type ExportResult, ExportResultCode } from "@opentelemetry/core";
import { defaultResource } from "@opentelemetry/resources";
import type { Host } from "../host.ts";
import type { Proxies } from "../network/proxies.ts";
import type { ConnectedExporter } from "./counting_exporter.ts";
import { loadExporters } from "./load_exporters.ts";
import type { TelemetryOn } from "./settings.ts";
import type { SignalSettings } from "./signal_settings.ts";
import type { Signal } from "./variable_reader.ts";
import { openWay } from "./way.ts";

/** What the collector said to an export that holds nothing. */
export interface ExportAnswer {
  readonly signal: Signal;
  readonly protocol: string;
  /** Without credentials. */
  readonly endpoint: string;
  /** `null` when it was accepted. */
  readonly error: string | null;
  readonly durationMs: number;
}

/** What an export needs of the rest of the program. */
interface Outside {
  readonly host: Host;
  readonly proxies: Proxies;
}

/** Sends an empty export of each signal and waits for the answers as long as a run would; throws `UsageError`. */
export async function emptyExports(settings: TelemetryOn, outside: Outside): Promise<readonly ExportAnswer[]> {
  const { traces, metrics, shutdownTimeoutMs } = settings;
  const resource = defaultResource();
  const answers = [
    traces && send("traces", traces, async () => {
      const connected = await connect(traces, outside);
      return await answerOf(connected.traces(), [], shutdownTimeoutMs);
    }, outside),
    metrics && send("metrics", metrics, async () => {
      const connected = await connect(metrics, outside);
      return await answerOf(connected.metrics(), { resource, scopeMetrics: [] }, shutdownTimeoutMs);
    }, outside),
  ];
  return (await Promise.all(answers)).filter((answer) => answer !== null);
}

async function connect(settings: SignalSettings, { host, proxies }: Outside) {
  const exporters = await loadExporters(settings.protocol, host.system.denoVersion);
  const way = await openWay(settings, proxies, host.files);
  return { traces: () => exporters.traces(settings, way), metrics: () => exporters.metrics(settings, way) };
}

async function send(
  signal: Signal,
  { protocol, publicUrl: endpoint }: SignalSettings,
  work: () => Promise<string | null>,
  { host }: Outside,
): Promise<ExportAnswer> {
  const startMs = host.monotonicMs();
  const error = await work();
  return { signal, protocol, endpoint, error, durationMs: host.monotonicMs() - startMs };
}

async function answerOf<Items>(connected: ConnectedExporter<Items>, items: Items, limitMs: number) {
  const { promise, resolve } = Promise.withResolvers<ExportResult | null>();
  const timer = setTimeout(() => resolve(null), limitMs);
  try {
    connected.exporter.export(items, resolve);
    const result = await promise;
    if (result?.code === ExportResultCode.SUCCESS) return null;
    const error = result?.error ?? connected.trouble();
    const reason = error?.message || error?.name || "";
    return result === null ? `no answer within ${limitMs} ms${reason && `: ${reason}`}` : reason || "refused";
  } finally {
    clearTimeout(timer);
    connected.disconnect();
    connected.exporter.shutdown().catch(() => {});
  }
}
