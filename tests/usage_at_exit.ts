import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";

/** What a process has used when it ends. */
export interface Usage {
  /** Milliseconds of all its threads: on a busy machine the clock says nothing. */
  readonly cpuMs: number;
  /** The most memory it had at once; `null` where the system has no file that says it. */
  readonly peakMib: number | null;
}

/** The file that the usage is written to at the end; loaded before the program with `deno run -A --preload`. */
const path = process.env["USAGE_AT_EXIT"];

if (path !== undefined) {
  process.on("exit", () => {
    const { user, system } = process.cpuUsage();
    const usage: Usage = { cpuMs: (user + system) / 1_000, peakMib: peakMib() };
    writeFileSync(path, JSON.stringify(usage));
  });
}

function peakMib(): number | null {
  if (process.platform !== "linux") return null;
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;
}
