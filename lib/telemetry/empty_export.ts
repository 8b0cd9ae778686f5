import { defaultResource } from "@opentelemetry/resources";
import type { Host } from "../host.ts";
import type { Proxies } from "../network/proxies.ts";
import { loadExporters } from "./load_exporters.ts";
import type { TelemetryOn } from "./settings.ts";
import type { Sender } from "./sender.ts";
import type { SignalSettings } from "./signal_settings.ts";
import type { Signal } from "./variable_reader.ts";
import { findWay } from "./way.ts";

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
      const senders = await connect(traces, outside);
      return await answerOf(senders.traces(), [], shutdownTimeoutMs);
    }, outside),
    metrics && send("metrics", metrics, async () => {
      const senders = await connect(metrics, outside);
      return await answerOf(senders.metrics(), { resource, scopeMetrics: [] }, shutdownTimeoutMs);
    }, outside),
  ];
  return (await Promise.all(answers)).filter((answer) => answer !== null);
}

async function connect(settings: SignalSettings, { host, proxies }: Outside) {
  const exporters = await loadExporters(settings.protocol, host.system.denoVersion);
  const way = await findWay(settings, proxies, host);
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

async function answerOf<Items>(sender: Sender<Items>, items: Items, limitMs: number): Promise<string | null> {
  const { promise: timeUp, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), limitMs);
  try {
    const delivered = await Promise.race([sender.send(items), timeUp]);
    if (delivered === null) {
      const { trouble } = sender;
      return `no answer within ${limitMs} ms${trouble === null ? "" : `: ${trouble.message}`}`;
    }
    if (delivered.status === "lost") return delivered.error.message || delivered.error.name;
    return delivered.remark;
  } finally {
    clearTimeout(timer);
    sender.close();
  }
}
