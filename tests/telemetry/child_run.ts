import { NO_PROXIES } from "../../lib/network/proxies.ts";
import { realHost } from "../../lib/host.ts";
import { openTelemetry } from "../../lib/telemetry/open_telemetry.ts";
import { readTelemetrySettings } from "../../lib/telemetry/settings.ts";
import { sampleAttempt } from "./sample_run.ts";

// A program of its own, for tests that need an environment or a process: prints what its telemetry came to, as JSON.
const host = realHost();
const { settings, warnings: first } = readTelemetrySettings(host.env);
const warnings = [...first];
const telemetry = await openTelemetry(settings, {
  host,
  version: "1.2.3",
  proxies: NO_PROXIES,
  warn: (text) => void warnings.push(text),
});
const ids = await sampleAttempt(telemetry);
const began = host.monotonicMs();
const receipt = await telemetry.close(settings.enabled ? settings.shutdownTimeoutMs : 0);
host.stdout.write(JSON.stringify({ ids, receipt, warnings, closeMs: host.monotonicMs() - began }) + "\n");
