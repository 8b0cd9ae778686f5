import { dirname } from "node:path";

declare const OWN: unique symbol;

/**
 * The path of a folder that this program made: the only kind of folder that can be removed with all that is in it. Nothing
 * but `makeOwnFolder()`, `makeTempFolder()` and `adoptFolder()` gives one.
 */
export type OwnFolder = string & { readonly [OWN]: true };

/** Makes a folder where nothing stands yet, not even a link; the folders above it may be missing. */
export async function makeOwnFolder(path: string, options: { readonly mode?: number } = {}): Promise<OwnFolder> {
  await Deno.mkdir(dirname(path), { recursive: true, ...options });
  await Deno.mkdir(path, options);
  return path as OwnFolder;
}

/** Takes over a folder that an earlier run made: the caller has read that in a record of that run. Rejects for a link. */
export async function adoptFolder(path: string): Promise<OwnFolder> {
  if (!(await Deno.lstat(path)).isDirectory) throw new Error(`found "${path}" to be no folder`);
  return path as OwnFolder;
}

/** Removes a folder of ours with all that is in it; links in it are removed, not followed. */
export async function removeTree(folder: OwnFolder): Promise<void> {
  try {
    await Deno.remove(folder, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** The same at once, for the last moment of a process; what cannot be removed stays. */
export function removeTreeNow(folder: OwnFolder): void {
  // Processes that were just killed may still be writing there.
  for (let tries = 1; tries <= 20; tries++) {
    try {
      return Deno.removeSync(folder, { recursive: true });
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/** Removes a folder in which nothing is; `false` when something is, or no folder stands there. */
export async function removeEmptyFolder(path: string): Promise<boolean> {
  try {
    if (!(await Deno.lstat(path)).isDirectory) return false;
    await Deno.remove(path);
    return true;
  } catch {
    return false;
  }
}
