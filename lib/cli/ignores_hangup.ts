import type { Host } from "../host.ts";

/**
 * Whether this process was started to outlive its terminal, as `nohup` does it: SIGHUP is ignored then. Known on Linux
 * only, from a child that inherits what is ignored, and only before the first signal is listened for.
 */
export async function ignoresHangup(host: Host): Promise<boolean> {
  if (host.system.os !== "linux") return false;
  try {
    const args = ["/proc/self/status"];
    const { stdout } = await host.run("cat", { args, signal: AbortSignal.timeout(1_000) });
    const mask = /^SigIgn:\s*([0-9a-f]+)$/m.exec(stdout)?.[1] ?? "0";
    return (BigInt(`0x${mask}`) & 1n) === 1n;
  } catch {
    return false;
  }
}
