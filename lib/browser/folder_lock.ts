import { join } from "node:path";
import type { Host } from "../host.ts";
import { isPartOf } from "../write_files.ts";
import { type KnownProcess, knownProcess, parseKnownProcess } from "./known_process.ts";

/** The file in a lock folder that says whose it is. */
export const OWNER_NAME = "owner.json";

/**
 * Makes the folder at `lock` with this process as its owner; `false` when one stands there. Rejects where no folder can
 * be made. A folder with a file in it can be renamed to a name only where nothing stands yet, and is whole when it is seen.
 */
export async function takeFolder(host: Host, lock: string): Promise<boolean> {
  const own = await host.files.makeOwnFolder(`${lock}.${crypto.randomUUID()}`);
  try {
    const owner = await knownProcess(host, host.system.pid);
    // Synced, so that no lock of ours is ever without its owner.
    await host.files.replace(join(own, OWNER_NAME), JSON.stringify(owner));
    return await isMoved(host, own, lock);
  } finally {
    await host.files.removeTree(own);
  }
}

async function isMoved(host: Host, from: string, to: string): Promise<boolean> {
  try {
    await host.files.moveTo(from, to);
    return true;
  } catch {
    return false;
  }
}

/** Whose a lock folder is; `null` when it went while we looked. */
export async function folderOwner(host: Host, lock: string): Promise<KnownProcess | null> {
  try {
    return parseKnownProcess(JSON.parse(await host.files.readText(join(lock, OWNER_NAME))));
  } catch {
    return null;
  }
}

/** Whether a lock is one that `takeFolder()` made, and nothing else was put into it. */
export async function isOurLock(host: Host, lock: string): Promise<boolean> {
  if (await host.files.kindOf(lock) !== "folder" || await folderOwner(host, lock) === null) return false;
  const entries = await host.files.list(lock).catch(() => null);
  // What cannot be listed may hold anything; a run may have been killed while it renewed the file.
  return entries !== null &&
    entries.every(({ name, isFolder }) => !isFolder && (name === OWNER_NAME || isPartOf(OWNER_NAME, name)));
}

/**
 * Removes a lock of ours; it is renamed first, because one that is being emptied could be taken by somebody else. Anything
 * else that has the name of a lock stays.
 */
export async function dropFolder(host: Host, lock: string): Promise<void> {
  const away = `${lock}.${crypto.randomUUID()}`;
  try {
    if (!await isOurLock(host, lock)) return;
    await host.files.moveTo(lock, away);
    for (const { name } of await host.files.list(away)) await host.files.removeFile(join(away, name));
    await host.files.removeEmptyFolder(away);
  } catch {
    // Somebody else was first.
  }
}
