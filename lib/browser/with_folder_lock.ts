import { join } from "node:path";
import type { Host } from "../host.ts";
import { knownProcess, parseKnownProcess, stateOf } from "./known_process.ts";

/** Work that one process does for all. */
export interface SharedWork {
  /** Whether it was done, by whomever. */
  done(): Promise<boolean>;
  /** Must be harmless when two do it at once: a lock can be lost to a clock or a file system. */
  work(): Promise<void>;
}

/** Longer than the longest work: after it a lock counts for nothing. */
const LONGEST_MS = 6 * 60_000;

const OWNER_NAME = "owner.json";

/** Runs work in one process while the others wait for it; a lock whose process is gone is taken over. */
export async function withFolderLock(host: Host, lock: string, { done, work }: SharedWork): Promise<void> {
  while (!await done()) {
    if (await take(host, lock)) {
      try {
        return await done() ? undefined : await work();
      } finally {
        await moveAway(host, lock);
      }
    }
    if (await isStale(host, lock)) await moveAway(host, lock);
    else await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A folder with a file in it can be renamed to a name only where nothing stands yet. */
async function take(host: Host, lock: string): Promise<boolean> {
  const own = `${lock}.${crypto.randomUUID()}`;
  await host.files.makeFolder(own);
  const owner = await knownProcess(host, host.system.pid);
  await host.files.write(join(own, OWNER_NAME), JSON.stringify(owner));
  try {
    await host.files.rename(own, lock);
    return true;
  } catch {
    await host.files.remove(own);
    return false;
  }
}

async function isStale(host: Host, lock: string): Promise<boolean> {
  const info = await host.files.info(lock);
  if (info === null) return false;
  if (host.now().getTime() - info.modifiedMs > LONGEST_MS) return true;
  try {
    const owner = parseKnownProcess(JSON.parse(await host.files.readText(join(lock, OWNER_NAME))));
    return owner !== null && await stateOf(host, owner) === "gone";
  } catch {
    // It went while we looked.
    return false;
  }
}

/** Renamed first: a folder that is being emptied would let another one be renamed to its place. */
async function moveAway(host: Host, lock: string): Promise<void> {
  const away = `${lock}.${crypto.randomUUID()}`;
  try {
    await host.files.rename(lock, away);
    await host.files.remove(away);
  } catch {
    // Somebody else was first.
  }
}
