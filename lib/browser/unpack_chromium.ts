import { basename, dirname, join } from "node:path";
import { BrokenRunError } from "../errors.ts";
import type { Host } from "../host.ts";
import { CHROMIUM_VERSION, type ChromiumArchives } from "./chromium_archives.ts";
import type { FoundBrowser } from "./found_browser.ts";
import { unpackFiles } from "./unpack_files.ts";
import { LIST_NAME, readSizes, removePart, removeUnpacked } from "./unpacked_folder.ts";
import { withFolderLock } from "./with_folder_lock.ts";

/**
 * Unpacks Chromium, once for all who ask, into the first of the folders that can be written to, unless it is in one of
 * them already; a damaged one is made again. Throws `BrokenRunError`.
 */
export async function unpackChromium(
  host: Host,
  folders: readonly string[],
  archives: ChromiumArchives,
): Promise<FoundBrowser> {
  const unpacked = await unpackedChromium(host, folders, archives.source);
  if (unpacked !== null) return unpacked;
  const folder = folderIn(await firstWritable(host, folders));
  try {
    await withFolderLock(host, `${folder}.lock`, {
      done: () => isComplete(host, folder),
      work: () => fill(host, folder, archives),
    });
  } catch (error) {
    throw unpackError(folder, error);
  }
  return describe(folder, archives.source);
}

/** The Chromium that is unpacked in one of the folders; `null` when there is none without damage. */
export async function unpackedChromium(
  host: Host,
  folders: readonly string[],
  source: string,
): Promise<FoundBrowser | null> {
  for (const folder of folders.map(folderIn)) if (await isComplete(host, folder)) return describe(folder, source);
  return null;
}

function folderIn(cache: string): string {
  return join(cache, `chromium-${CHROMIUM_VERSION}`);
}

function describe(folder: string, source: string): FoundBrowser {
  return {
    name: "chromium",
    executable: join(folder, "chromium"),
    source,
    env: { LD_LIBRARY_PATH: join(folder, "lib"), FONTCONFIG_FILE: join(folder, "fonts.conf") },
    headlessOnly: true,
  };
}

async function firstWritable(host: Host, folders: readonly string[]): Promise<string> {
  let cause: unknown;
  for (const folder of folders) {
    try {
      const probe = join(folder, `probe-${crypto.randomUUID()}`);
      await host.files.makeFolder(folder, { mode: 0o700 });
      await host.files.removeTree(await host.files.makeOwnFolder(probe));
      return folder;
    } catch (error) {
      cause ??= error;
    }
  }
  throw unpackError(folders[0] ?? "", cause);
}

async function isComplete(host: Host, folder: string): Promise<boolean> {
  const sizes = await readSizes(host, folder);
  if (sizes === null || !("chromium" in sizes)) return false;
  const fits = Object.entries(sizes).map(async ([path, size]) =>
    (await host.files.info(join(folder, path)))?.size === size
  );
  return (await Promise.all(fits)).every(Boolean);
}

/** Everything is written beside its place and moved there in one step, so that nobody ever sees a part. */
async function fill(host: Host, folder: string, archives: ChromiumArchives): Promise<void> {
  await removeParts(host, folder);
  const part = await host.files.makeOwnFolder(`${folder}.${crypto.randomUUID()}.part`);
  try {
    // Whole as soon as it is there: who is killed while it is written leaves a folder that is known as ours.
    await host.files.replace(join(part, LIST_NAME), "{}");
    const sizes = await unpackFiles(host, part, archives);
    await host.files.replace(join(part, LIST_NAME), JSON.stringify(sizes));
    // A lock can be lost, and then another one was quicker.
    if (await isComplete(host, folder)) return;
    await removeUnpacked(host, folder);
    await moveInPlace(host, part, folder);
  } finally {
    await host.files.removeTree(part).catch(() => {});
  }
}

async function moveInPlace(host: Host, part: string, folder: string): Promise<void> {
  if (await host.files.kindOf(folder) !== null) {
    throw new BrokenRunError(`Cannot unpack Chromium into "${folder}": found something there that was not unpacked`, {
      hint: "move it away, or name another folder with --cache-dir",
    });
  }
  await host.files.moveTo(part, folder);
}

/** What processes left that were killed at this work: 209 MB each. */
async function removeParts(host: Host, folder: string): Promise<void> {
  const cache = dirname(folder);
  for (const { name } of await host.files.list(cache)) {
    if (name.startsWith(`${basename(folder)}.`) && name.endsWith(".part")) await removePart(host, join(cache, name));
  }
}

function unpackError(folder: string, error: unknown): BrokenRunError {
  if (error instanceof BrokenRunError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new BrokenRunError(`Cannot unpack Chromium into "${folder}": ${reason}`, {
    cause: error,
    hint: "free some space, or name another folder with --cache-dir",
  });
}
