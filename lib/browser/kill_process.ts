import type { Host } from "../host.ts";

/** Ends a browser with the helpers in its process group; `false` when there was no such process. */
export function killProcess(host: Host, pid: number): boolean {
  // The group of 1 is every process.
  if (pid <= 1) return false;
  // Playwright starts a browser as the leader of its own group, except on Windows, which has none.
  return host.system.os !== "windows" && host.kill(-pid) || host.kill(pid);
}
