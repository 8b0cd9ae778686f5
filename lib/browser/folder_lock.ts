import { join } from "node:path";
import type { Host } from "../host.ts";
import { type KnownProcess, knownProcess, parseKnownProcess } from "./known_process.ts";

/** The file in a lock folder that says whose it is. */
export const OWNER_NAME = "owner.json";

/**
 * Makes the folder at `lock` with this process as its owner; `false` when one stands there. Rejects where no folder can
 * be made. A folder with a file in it can be renamed to a name only where nothing stands yet, and is whole when it is seen.
 */
export async function takeFolder(host: Host, lock: string): Promise<boolean> {
  const own = `${lock}.${crypto.randomUUID()}`;
  await host.files.makeFolder(own);
  try {
    const owner = await knownProcess(host, host.system.pid);
    await host.files.write(join(own, OWNER_NAME), JSON.stringify(owner));
    return await renamed(host, own, lock);
  } finally {
    await host.files.remove(own);
  }
}

async function renamed(host: Host, from: string, to: string): Promise<boolean> {
  try {
    await host.files.rename(from, to);
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

/** Removes a lock folder; it is renamed first, because one that is being emptied could be taken by somebody else. */
export async function dropFolder(host: Host, lock: string): Promise<void> {
  const away = `${lock}.${crypto.randomUUID()}`;
  try {
    await host.files.rename(lock, away);
    await host.files.remove(away);
  } catch {
    // Somebody else was first.
  }
}
