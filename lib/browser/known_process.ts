import { hostname } from "node:os";
import type { Host } from "../host.ts";
import { processStart } from "./process_start.ts";

/** A process that can be told from a later one with the same pid. */
export interface KnownProcess {
  /** Pids of another machine or container mean nothing here. */
  readonly machine: string;
  readonly pid: number;
  /** `null` where the machine does not tell. */
  readonly start: string | null;
}

/** What is to be written down of a running process. */
export async function knownProcess(host: Host, pid: number): Promise<KnownProcess> {
  return { machine: hostname(), pid, start: await processStart(host, pid) ?? null };
}

/** Reads a process that was written down; `null` when it is none. In a container the program itself may be process 1. */
export function parseKnownProcess(value: unknown): KnownProcess | null {
  const { machine, pid, start = null } = (value ?? {}) as Partial<KnownProcess>;
  if (typeof machine !== "string" || typeof pid !== "number" || !Number.isSafeInteger(pid) || pid < 1) return null;
  return typeof start === "string" || start === null ? { machine, pid, start } : null;
}

/** Whether a process still runs; `unknown` when it is another machine's, or this one does not tell. */
export async function stateOf(host: Host, { machine, pid, start }: KnownProcess): Promise<"runs" | "gone" | "unknown"> {
  if (machine !== hostname()) return "unknown";
  const now = await processStart(host, pid);
  if (now === undefined) return "unknown";
  if (now === null) return "gone";
  // Of one whose start could not be found out, such as for want of open files, nobody can tell whether it is still that.
  if (start === null) return "unknown";
  return now === start ? "runs" : "gone";
}
