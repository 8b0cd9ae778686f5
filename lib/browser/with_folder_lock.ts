import type { Host } from "../host.ts";
import { dropFolder, folderOwner, isOurLock, takeFolder } from "./folder_lock.ts";
import { stateOf } from "./known_process.ts";

/** Work that one process does for all. */
export interface SharedWork {
  /** Whether it was done, by whomever. */
  done(): Promise<boolean>;
  /** Must be harmless when two do it at once: a lock can be lost to a clock or a file system. */
  work(): Promise<void>;
}

/** Longer than the longest work: after it a lock counts for nothing. */
const LONGEST_MS = 6 * 60_000;

/** Runs work in one process while the others wait for it; a lock whose process is gone is taken over. */
export async function withFolderLock(host: Host, lock: string, { done, work }: SharedWork): Promise<void> {
  while (!await done()) {
    if (await takeFolder(host, lock)) {
      try {
        return await done() ? undefined : await work();
      } finally {
        await dropFolder(host, lock);
      }
    }
    if (await isStale(host, lock)) await dropStale(host, lock);
    else await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function dropStale(host: Host, lock: string): Promise<void> {
  await dropFolder(host, lock);
  if (await host.files.kindOf(lock) === null || await isOurLock(host, lock)) return;
  throw new Error(`found "${lock}", which is no lock of ours: move it away`);
}

async function isStale(host: Host, lock: string): Promise<boolean> {
  const info = await host.files.info(lock);
  if (info === null) return false;
  if (host.now().getTime() - info.modifiedMs > LONGEST_MS) return true;
  const owner = await folderOwner(host, lock);
  return owner !== null && await stateOf(host, owner) === "gone";
}
