import { join, resolve } from "node:path";
import type { Host } from "../host.ts";

/** The folder for what may be made again: the option's, else the user's; `null` where there is no place for one. */
export function cacheFolder(host: Host, option: string | null): string | null {
  if (option !== null) return resolve(host.cwd, option);
  const base = userCache(host);
  return base === null ? null : join(base, "qa-rig");
}

/** Where programs of this user keep their caches. */
export function userCache({ env, system }: Host): string | null {
  const home = env.get("HOME");
  switch (system.os) {
    case "windows":
      return env.get("LOCALAPPDATA") ?? null;
    case "darwin":
      return home === undefined ? null : join(home, "Library", "Caches");
    case "linux":
    case "other":
      return env.get("XDG_CACHE_HOME") ?? (home === undefined ? null : join(home, ".cache"));
  }
}
