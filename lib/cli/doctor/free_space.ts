import type { Host } from "../../host.ts";

/** Size of a file system and what is left of it, in bytes. */
export interface Space {
  readonly size: number;
  readonly free: number;
}

/** The space where a path is, as POSIX `df` says; `null` where there is no `df`, as on Windows. */
export async function freeSpace(path: string, host: Host): Promise<Space | null> {
  try {
    const { code, stdout } = await host.run("df", { args: ["-P", "-k", path], env: { LC_ALL: "C" } });
    // File system, 1024-blocks, used, available, capacity, mounted on.
    const [, size, , free] = /\s(\d+)\s+(\d+)\s+(\d+)\s+\d+%\s/.exec(stdout.split("\n")[1] ?? "") ?? [];
    return code !== 0 || size === undefined ? null : { size: Number(size) * 1024, free: Number(free) * 1024 };
  } catch {
    return null;
  }
}

/** Bytes for people: `512 MB`, `1.5 GB`. */
export function formatBytes(bytes: number): string {
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
