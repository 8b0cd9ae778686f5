import { BrokenRunError } from "../errors.ts";
import type { Host } from "../host.ts";

/** Open files that Chromium needs: with 98 its pages do not load, and it does not say why. */
const NEEDED = 128;

/**
 * Throws `BrokenRunError` when this process may not open as many files as a browser needs: with fewer, pages would fail
 * as if the site were broken. A machine that does not tell its limit has none.
 */
export async function checkOpenFiles(host: Host): Promise<void> {
  const limit = await openFilesLimit(host);
  if (limit === null || limit >= NEEDED) return;
  throw new BrokenRunError(`Cannot start a browser: found a limit of ${limit} open files, expected ${NEEDED} or more`, {
    hint: "allow more open files (ulimit -n)",
  });
}

/** As a child sees it: the runtime raises its own as far as it may. */
async function openFilesLimit(host: Host): Promise<number | null> {
  if (host.system.os === "windows") return null;
  try {
    const { stdout } = await host.run("sh", { args: ["-c", "ulimit -n"], signal: AbortSignal.timeout(1_000) });
    return /^\d+\s*$/.test(stdout) ? Number(stdout) : null;
  } catch {
    return null;
  }
}
