import { join } from "node:path";
import type { Host } from "../host.ts";

/** What a run may know of the run before it; ids are without the `~n` of `--repeat`. */
export interface LastReport {
  readonly failedIds: ReadonlySet<string>;
  /** In milliseconds. */
  readonly durations: ReadonlyMap<string, number>;
}

/** Reads `report.json` of an earlier run in the output folder; `null` when there is none that can be read. */
export async function readLastReport({ files }: Host, outputFolder: string): Promise<LastReport | null> {
  const path = join(outputFolder, "report.json");
  if (!(await files.info(path))?.isFile) return null;
  try {
    return lastReportOf(JSON.parse(await files.readText(path)));
  } catch {
    return null;
  }
}

function lastReportOf(report: unknown): LastReport | null {
  const flows = readKey(report, "flows");
  if (!Array.isArray(flows)) return null;
  const failedIds = new Set<string>();
  const durations = new Map<string, number>();
  for (const flow of flows) {
    const [written, passed] = [readKey(flow, "id"), readKey(flow, "passed")];
    // Otherwise a file of another program would say that no flow failed.
    if (typeof written !== "string" || typeof passed !== "boolean") return null;
    const id = written.replace(/~\d+$/, "");
    const durationMs = readKey(flow, "duration_ms");
    if (!passed) failedIds.add(id);
    if (typeof durationMs === "number") durations.set(id, Math.max(durationMs, durations.get(id) ?? 0));
  }
  return { failedIds, durations };
}

function readKey(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as { readonly [key: string]: unknown })[key] : undefined;
}
