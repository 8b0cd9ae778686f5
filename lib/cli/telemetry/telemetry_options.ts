import { resolve } from "node:path";
import type { Host } from "../../host.ts";
import type { TelemetryOptions } from "../../telemetry/settings.ts";
import type { SettledOptions } from "../settle_options.ts";

/** What the command line says of telemetry; the environment is left to `readTelemetrySettings()`, which warns of it. */
export function telemetryOptions({ options, sources }: SettledOptions, { cwd }: Pick<Host, "cwd">): TelemetryOptions {
  return {
    ...sources.otel === "command line" ? { otel: options.otel } : {},
    traceParent: options.traceParent,
    isRequired: options.requireTelemetry,
    ...options.ca === null ? {} : { ca: resolve(cwd, options.ca) },
  };
}
