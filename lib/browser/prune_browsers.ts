import { join } from "node:path";
import type { Host } from "../host.ts";
import { CHROMIUM_VERSION } from "./chromium_archives.ts";

/** Removes the unpacked browsers of other versions from the cache, whole or not, and gives their names. */
export async function pruneBrowsers({ files }: Host, cache: string): Promise<readonly string[]> {
  const entries = await files.list(cache).catch(() => []);
  const removed: string[] = [];
  for (const { name, isFolder, isLink } of entries.toSorted((one, other) => one.name < other.name ? -1 : 1)) {
    const version = /^chromium-(\d+(?:\.\d+)+)(?:\.[0-9a-f-]{36}\.part)?$/.exec(name)?.[1];
    if (!isFolder || isLink || version === undefined || version === CHROMIUM_VERSION) continue;
    await files.remove(join(cache, name));
    removed.push(name);
  }
  return removed;
}
