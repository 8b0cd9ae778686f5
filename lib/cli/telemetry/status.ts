import { UsageError } from "../../errors.ts";
import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import type { Host } from "../../host.ts";
import { readTelemetrySettings } from "../../telemetry/settings.ts";
import { maskText } from "../../mask/mask_text.ts";
import type { Invocation } from "../command.ts";
import { type SettingRow, settingRows } from "./setting_rows.ts";
import { telemetryOptions } from "./telemetry_options.ts";

/** Prints what is understood of telemetry, and from which variable; nothing is sent. */
export function status(invocation: Invocation, host: Host): Promise<ExitCode> {
  const [path] = invocation.paths;
  if (path !== undefined) throw new UsageError(`Cannot show telemetry of "${path}": status takes no path`);
  const options = telemetryOptions(invocation, host);
  const { settings: { enabled }, warnings } = readTelemetrySettings(host.env, options);
  // While it is off, what it would do is still worth knowing.
  const would = readTelemetrySettings(host.env, { ...options, otel: true });
  const rows = would.settings.enabled ? settingRows(would.settings, host.env) : [];
  const all = [...new Set([...warnings, ...would.warnings])];
  if (invocation.options.json) {
    host.stdout.write(
      `${JSON.stringify({ schema_version: 1, enabled, settings: rows, warnings: all.map(maskText) }, null, 2)}\n`,
    );
  } else {
    host.stdout.write(statusText(enabled, rows, host));
    for (const warning of all) host.stderr.write(`warning: ${warning}\n`);
  }
  return Promise.resolve(EXIT_CODES.passed.code);
}

function statusText(enabled: boolean, rows: readonly SettingRow[], { env }: Host): string {
  const disabled = env.get("OTEL_SDK_DISABLED")?.toLowerCase() === "true";
  const why = disabled
    ? "OTEL_SDK_DISABLED is true"
    : "--otel or QA_RIG_OTEL_ENABLED=1 turns it on, and then it is as follows";
  const head = `Telemetry of runs is ${enabled ? "on" : `off: ${why}`}`;
  const width = (key: "name" | "value") => Math.min(70, Math.max(0, ...rows.map((row) => row[key].length)));
  const [names, values] = [width("name"), width("value")];
  const lines = rows.map(({ name, value, variable }) =>
    `  ${name.padEnd(names)}  ${value.padEnd(values)}  ${variable ?? "default"}`
  );
  return `${[head, ...lines].join("\n")}\n`;
}
