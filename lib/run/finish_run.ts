import { relative } from "node:path";
import { type ExitCode, exitCodeOf, type ExitReason } from "../exit_code.ts";
import type { Host } from "../host.ts";
import { instant, type RunTools } from "./run_tools.ts";
import { scanKeptFiles } from "./scan_kept_files.ts";

/** How a run ends. */
export interface FinishOptions {
  /** What decided the exit code so far. */
  readonly reasons: readonly ExitReason[];
  /** Files that reporters write, absolute. */
  readonly reports: readonly string[];
  readonly startedMs: number;
  /** For the flush of telemetry, in milliseconds; less is taken when a signal's clock runs. */
  readonly flushMs: number;
  readonly requireTelemetry: boolean;
}

/** What the flush leaves of a signal's clock, in milliseconds: the report has to be written once more after it. */
const RESERVE_MS = 400;

/**
 * Ends a run in the one order that loses nothing: the report holds every result, then kept files are scanned for
 * secrets, then telemetry is flushed, then the report gets the receipt and the final exit.
 */
export async function finishRun(tools: RunTools, options: FinishOptions): Promise<ExitCode> {
  const { host, telemetry, masker, settings, stop, losses } = tools;
  const reasons = new Set(options.reasons);
  const exit = () => ({ code: exitCodeOf([...reasons]), reasons: [...reasons] });
  const durationMs = Math.round(host.monotonicMs() - options.startedMs);
  if (losses.length > 0) reasons.add("broken");
  await tools.emit({ type: "run_ended", at: instant(host), duration_ms: durationMs, exit: exit() });
  const found: string[] = [];
  const doubts: string[] = [];
  const redactions = await scanKeptFiles(host, masker, {
    outputFolder: settings.outputFolder,
    artifacts: [...tools.kept],
    reports: options.reports,
    redacted: (path, done) => found.push(`Found a secret in "${shown(host, path)}": the file was ${done}`),
    doubtful: (path, reason) => doubts.push(`Cannot look for secrets in "${shown(host, path)}": ${reason}`),
  });
  for (const message of found) tools.warn(message);
  for (const message of doubts) tools.warn(`${message}, so one may be kept there`);
  if (redactions + doubts.length > 0) reasons.add("secret_found");
  const leftMs = stop.leftMs === null ? options.flushMs : Math.max(0, stop.leftMs - RESERVE_MS);
  // A second signal ends the process at once, so the report must know soon of a first one that it does not know yet.
  const isKnown = stop.reason !== null && options.reasons.includes(stop.reason);
  const hurry = isKnown ? undefined : stop.signal;
  const receipt = await telemetry.close(Math.min(options.flushMs, leftMs), hurry);
  if (options.requireTelemetry && receipt.delivered !== true) reasons.add("telemetry_lost");
  if (losses.length > 0) reasons.add("broken");
  // A signal that came after the last flow has cut nothing, but whoever sent it waits for its exit code.
  if (stop.reason !== null) reasons.add(stop.reason);
  const close = () =>
    tools.emit({ type: "run_closed", at: instant(host), exit: exit(), telemetry: receipt, redactions });
  await close();
  if (losses.length > 0 && !reasons.has("broken")) {
    reasons.add("broken");
    // A report that could not be closed: the others say so, too.
    await close();
  }
  return exitCodeOf([...reasons]);
}

function shown({ cwd }: Host, path: string): string {
  const below = relative(cwd, path);
  return below.startsWith("..") ? path : below.replaceAll("\\", "/");
}
