import type { TelemetryContext } from "./start_telemetry.ts";
import type { TelemetrySettings } from "./settings.ts";
import { NO_TELEMETRY, type Telemetry } from "./telemetry.ts";

/** Telemetry by its settings; OpenTelemetry is loaded only when it is on. Throws `UsageError` when it cannot work. */
export async function openTelemetry(settings: TelemetrySettings, context: TelemetryContext): Promise<Telemetry> {
  if (!settings.enabled) return NO_TELEMETRY;
  const { initTelemetry } = await import("./mod.ts");
  return await initTelemetry(settings, context);
}
