import { join, relative } from "node:path";
import { dropFolder, folderOwner, OWNER_NAME, takeFolder } from "../browser/folder_lock.ts";
import { type KnownProcess, stateOf } from "../browser/known_process.ts";
import { UsageError } from "../errors.ts";
import type { Host } from "../host.ts";

/** The folder that stands in an output folder while a run writes there. */
export const LOCK_NAME = ".lock";

/** How often the owner shows that it lives, and how long it is believed where processes cannot be looked at. */
const SIGN_MS = { every: 15_000, believed: 60_000 } as const;

/** Others may be taking over the same stale lock at this moment. */
const MOST_TRIES = 5;

/**
 * Keeps other runs out of an output folder until it is disposed; a lock whose process is gone is taken over. Throws
 * `UsageError` with the pid of a run that writes there, and never waits for it. A folder that cannot be written is not
 * locked: that it cannot shows when the report is written.
 */
export async function lockOutput(host: Host, outputFolder: string): Promise<AsyncDisposable> {
  const lock = join(outputFolder, LOCK_NAME);
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    if (await taken(host, lock)) return held(host, lock);
    const owner = await folderOwner(host, lock);
    if (owner !== null && await isLive(host, lock, owner)) throw inUse(host, outputFolder, owner);
    await dropStale(host, lock, owner);
  }
  return { [Symbol.asyncDispose]: () => Promise.resolve() };
}

async function taken(host: Host, lock: string): Promise<boolean> {
  try {
    return await takeFolder(host, lock);
  } catch {
    return false;
  }
}

async function isLive(host: Host, lock: string, owner: KnownProcess): Promise<boolean> {
  const state = await stateOf(host, owner);
  if (state !== "unknown") return state === "runs";
  const sign = await host.files.info(join(lock, OWNER_NAME));
  return sign !== null && host.now().getTime() - sign.modifiedMs < SIGN_MS.believed;
}

/** Another run may have taken the stale lock over in the meantime: then it is given back. */
async function dropStale(host: Host, lock: string, owner: KnownProcess | null): Promise<void> {
  const away = `${lock}.${crypto.randomUUID()}`;
  try {
    await host.files.rename(lock, away);
    const moved = await folderOwner(host, away);
    if (JSON.stringify(moved) === JSON.stringify(owner)) await host.files.remove(away);
    else await host.files.rename(away, lock);
  } catch {
    // Somebody else was first.
  }
}

function held(host: Host, lock: string): AsyncDisposable {
  const path = join(lock, OWNER_NAME);
  const sign = setInterval(async () => {
    try {
      await host.files.replace(path, await host.files.readBytes(path));
    } catch {
      // The folder is gone: that shows when the report is written.
    }
  }, SIGN_MS.every);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(sign);
      await dropFolder(host, lock);
    },
  };
}

function inUse({ cwd }: Host, outputFolder: string, { pid }: KnownProcess): UsageError {
  const shown = relative(cwd, outputFolder) || ".";
  return new UsageError(`Cannot write into folder "${shown}": found the run with pid ${pid} that writes there`, {
    hint: "wait for its end, or give this one another --output-dir",
  });
}
