import { formatDuration } from "../../duration.ts";
import { isLoopback } from "../../network/no_proxy.ts";
import { readTelemetrySettings, type TelemetryOn } from "../../telemetry/settings.ts";
import { telemetryOptions } from "../telemetry/telemetry_options.ts";
import type { Checkup } from "./checkup.ts";
import { type Finding, ok, problem, problemOf, warning } from "./finding.ts";

const NAME = "telemetry";

/** What is understood of `OTEL_*`, and what the collector answers to an empty export. */
export async function checkTelemetry(checkup: Checkup): Promise<readonly Finding[]> {
  const { host, settled } = checkup;
  try {
    const { settings, warnings } = readTelemetrySettings(host.env, telemetryOptions(settled, host));
    const misread = warnings.map((text) => warning(NAME, text, '"qa-rig telemetry status" shows what is understood'));
    if (!settings.enabled) return [...misread, ok(NAME, "off; --otel or QA_RIG_OTEL_ENABLED=1 turns it on")];
    return [...misread, ...await checkCollector(settings, checkup)];
  } catch (error) {
    return [problemOf(NAME, error)];
  }
}

async function checkCollector(settings: TelemetryOn, { host, settled, network }: Checkup): Promise<readonly Finding[]> {
  const signals = [settings.traces, settings.metrics].filter((signal) => signal !== null);
  const far = signals.find(({ url }) => !isLoopback(new URL(url).hostname));
  if (settled.options.offline && far !== undefined) {
    return [
      problem(NAME, `${far.publicUrl} needs the network`, "leave telemetry off, or name a collector on this machine"),
    ];
  }
  const { emptyExports } = await import("../../telemetry/empty_export.ts");
  const answers = await emptyExports(settings, { host, proxies: network.proxies });
  return answers.map(({ signal, protocol, endpoint, error, durationMs }) => {
    const where = `${signal} to ${endpoint} by ${protocol}`;
    if (error === null) return ok(NAME, `${where}: accepted after ${formatDuration(durationMs)}`);
    return problem(NAME, `${where}: ${error}`, "check the endpoint and the protocol: qa-rig telemetry status");
  });
}
