import { NO_PROXIES } from "../../lib/network/proxies.ts";
import { openTelemetry } from "../../lib/telemetry/open_telemetry.ts";
import { readTelemetrySettings, type TelemetryOptions } from "../../lib/telemetry/settings.ts";
import type { Telemetry } from "../../lib/telemetry/telemetry.ts";
import { hostWith } from "./test_host.ts";

/** Telemetry by these variables, and what it warned of. */
export interface OpenedTelemetry {
  readonly telemetry: Telemetry;
  readonly warnings: readonly string[];
  readonly stderr: readonly string[];
}

/** Opens telemetry that is on, with the version 1.2.3. */
export async function openedTelemetry(
  variables: Readonly<Record<string, string>>,
  options: TelemetryOptions = {},
): Promise<OpenedTelemetry> {
  const { host, stderr } = hostWith(variables);
  const { settings, warnings: first } = readTelemetrySettings(host.env, { otel: true, ...options });
  const warnings = [...first];
  const telemetry = await openTelemetry(settings, {
    host,
    version: "1.2.3",
    proxies: NO_PROXIES,
    warn: (message) => void warnings.push(message),
  });
  return { telemetry, warnings, stderr };
}
