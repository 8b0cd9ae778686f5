import { join, relative } from "node:path";
import { dropFolder, folderOwner, isOurLock, OWNER_NAME, takeFolder } from "../browser/folder_lock.ts";
import { type KnownProcess, knownProcess, stateOf } from "../browser/known_process.ts";
import { UsageError } from "../errors.ts";
import type { Host } from "../host.ts";

/** The folder that stands in an output folder while a run writes there. */
export const LOCK_NAME = ".lock";

/** How often the owner shows that it lives, and how long it is believed where processes cannot be looked at. */
const SIGN_MS = { every: 15_000, believed: 60_000 } as const;

/** How often a lock that cannot be had is looked at again, because others are taking it over at this moment. */
const TRIES = { most: 100, pauseMs: 20 } as const;

/**
 * Keeps other runs out of an output folder until it is disposed; a lock whose process is gone is taken over. Throws
 * `UsageError` with the pid of a run that writes there, and never waits for it. A folder that cannot be written is not
 * locked: that it cannot shows when the report is written.
 */
export async function lockOutput(host: Host, outputFolder: string): Promise<AsyncDisposable> {
  const lock = join(outputFolder, LOCK_NAME);
  for (let tries = 1; tries <= TRIES.most; tries++) {
    const taken = await takeFolder(host, lock).catch(() => null);
    if (taken === null) return { [Symbol.asyncDispose]: () => Promise.resolve() };
    if (taken) return held(host, lock);
    const owner = await folderOwner(host, lock);
    if (owner !== null && await isLive(host, lock, owner)) throw inUse(host, outputFolder, owner);
    if (!await dropStale(host, lock, owner)) await new Promise((resolve) => setTimeout(resolve, TRIES.pauseMs));
  }
  throw new UsageError(`Cannot write into folder "${shown(host, outputFolder)}": found a lock that says of no run`, {
    hint: `remove ${shown(host, lock)} when no run writes there`,
  });
}

async function isLive(host: Host, lock: string, owner: KnownProcess): Promise<boolean> {
  const state = await stateOf(host, owner);
  return state === "unknown" ? await isFresh(host, join(lock, OWNER_NAME)) : state === "runs";
}

async function isFresh(host: Host, path: string): Promise<boolean> {
  const info = await host.files.info(path);
  return info !== null && host.now().getTime() - info.modifiedMs < SIGN_MS.believed;
}

/**
 * Removes the lock of an owner that is gone; `false` when another run is about to. Only one at a time may: who looked at the
 * owner a moment ago could else remove the lock of the next one.
 */
async function dropStale(host: Host, lock: string, owner: KnownProcess | null): Promise<boolean> {
  const turn = `${lock}.turn`;
  if (!await takeFolder(host, turn).catch(() => false)) {
    const other = await folderOwner(host, turn);
    // It was killed in these few milliseconds.
    if (other !== null && await stateOf(host, other) === "gone") await dropFolder(host, turn);
    return false;
  }
  try {
    const now = await folderOwner(host, lock);
    // A lock without an owner has gone, or somebody else made it.
    const isStale = now !== null && JSON.stringify(now) === JSON.stringify(owner) && await isOurLock(host, lock);
    if (isStale) await dropFolder(host, lock);
    return isStale;
  } finally {
    await dropFolder(host, turn);
  }
}

async function held(host: Host, lock: string): Promise<AsyncDisposable> {
  const own = JSON.stringify(await knownProcess(host, host.system.pid));
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
      // It may have been lost to another run that took this one for gone.
      if (JSON.stringify(await folderOwner(host, lock)) === own) await dropFolder(host, lock);
    },
  };
}

function inUse(host: Host, outputFolder: string, { pid }: KnownProcess): UsageError {
  const folder = shown(host, outputFolder);
  return new UsageError(`Cannot write into folder "${folder}": found the run with pid ${pid} that writes there`, {
    hint: "wait for its end, or give this one another --output-dir",
  });
}

function shown({ cwd }: Host, path: string): string {
  return relative(cwd, path) || ".";
}
