import { join } from "node:path";
import type { Host } from "../host.ts";
import { CHROMIUM_VERSION } from "./chromium_archives.ts";
import { removePart, removeUnpacked } from "./unpacked_folder.ts";

/** Removes the unpacked browsers of other versions from the cache, whole or not, and gives their names. */
export async function pruneBrowsers(host: Host, cache: string): Promise<readonly string[]> {
  const entries = await host.files.list(cache).catch(() => []);
  const removed: string[] = [];
  for (const { name, isFolder, isLink } of entries.toSorted((one, other) => one.name < other.name ? -1 : 1)) {
    const { version, part } = NAME.exec(name)?.groups ?? {};
    if (!isFolder || isLink || version === undefined || version === CHROMIUM_VERSION) continue;
    const path = join(cache, name);
    // The name alone is no proof: it may be a browser that somebody else keeps there.
    if (part === undefined ? await removeUnpacked(host, path) : await removePart(host, path)) removed.push(name);
  }
  return removed;
}

const NAME = /^chromium-(?<version>\d+(?:\.\d+)+)(?<part>\.[0-9a-f-]{36}\.part)?$/;
