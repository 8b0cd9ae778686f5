import { UsageError } from "../../errors.ts";
import type { Host } from "../../host.ts";
import { trustInProcess } from "../../network/certificates.ts";
import { readNetwork } from "../../network/network.ts";
import { exportProxies } from "../../network/proxies.ts";
import { readTelemetrySettings, type TelemetryOn } from "../../telemetry/settings.ts";
import type { TelemetryContext } from "../../telemetry/start_telemetry.ts";
import type { Invocation } from "../command.ts";
import { toolOf } from "../version.ts";
import { telemetryOptions } from "./telemetry_options.ts";

/** What a command sends telemetry with. */
export interface Sending {
  readonly settings: TelemetryOn;
  readonly context: TelemetryContext;
}

/** Reads the settings for a command that is there to send, so that nothing else needs to turn telemetry on. */
export async function readSending(invocation: Invocation, host: Host): Promise<Sending> {
  const options = { ...telemetryOptions(invocation, host), otel: true };
  const { settings, warnings } = readTelemetrySettings(host.env, options);
  const warn = (message: string) => host.stderr.write(`warning: ${message}\n`);
  if (!settings.enabled) {
    throw new UsageError('Cannot send telemetry: found variable "OTEL_SDK_DISABLED" set to "true"', {
      hint: "unset it",
    });
  }
  for (const warning of warnings) warn(warning);
  const { proxies, certificates } = await readNetwork(invocation.options, host);
  exportProxies(proxies, host.env);
  if (certificates !== null) trustInProcess(certificates);
  return { settings, context: { host, version: toolOf(host).version, warn, proxies } };
}
