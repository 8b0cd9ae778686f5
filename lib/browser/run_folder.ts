import { dirname } from "node:path";
import { BrokenRunError } from "../errors.ts";
import type { Host } from "../host.ts";
import type { OwnFolder } from "../own_folder.ts";
import { killProcess } from "./kill_process.ts";
import { type KnownProcess, knownProcess } from "./known_process.ts";
import { runFolderPrefix, writeRunRecord } from "./run_record.ts";
import { useTemporaryFolder } from "./use_temporary_folder.ts";

/** The temporary folder of one run: profiles, downloads; gone when it is disposed. */
export interface RunFolder extends AsyncDisposable {
  /** Absolute. */
  readonly path: string;
  /** Notes a browser process until it has ended, so that a later run can end it if this one is killed; never rejects. */
  own(pid: number, exited?: Promise<void>): Promise<void>;
  /** Kills every browser that is still there. */
  killBrowsers(): void;
  /** Kills the browsers and removes the folder without waiting for anything: for a process that exits now. */
  abandon(): void;
}

/** Makes the temporary folder of this run; until it is disposed it is Playwright's temporary folder too. */
export async function openRunFolder(host: Host): Promise<RunFolder> {
  const path = await host.files.makeTempFolder(runFolderPrefix(host.system.pid));
  const use = useTemporaryFolder(path);
  const owner = knownProcess(host, host.system.pid);
  const browsers: KnownProcess[] = [];
  const running = new Set<number>();
  const killBrowsers = () => running.forEach((pid) => killProcess(host, pid));
  const save = async () => writeRunRecord(host, path, { owner: await owner, browsers });
  let saving = save();
  try {
    await saving;
  } catch (error) {
    use[Symbol.dispose]();
    host.files.removeTreeNow(path);
    throw new BrokenRunError(`Cannot write to the temporary folder "${dirname(path)}": ${reasonOf(error)}`, {
      hint: "free some space there, or set TMPDIR to another folder",
      cause: error,
    });
  }

  return {
    path,
    killBrowsers,
    abandon() {
      killBrowsers();
      host.files.removeTreeNow(path);
    },
    async own(pid, exited) {
      running.add(pid);
      exited?.then(() => running.delete(pid));
      browsers.push(await knownProcess(host, pid));
      // One after the other: two at once would write the same file beside the record.
      saving = saving.then(save).catch(() => {});
      await saving;
    },
    async [Symbol.asyncDispose]() {
      use[Symbol.dispose]();
      await saving;
      await removeFolder(host, path);
    },
  };
}

/** A browser that was killed may still be writing for a moment, and a folder that fills cannot be removed. */
async function removeFolder(host: Host, path: OwnFolder): Promise<void> {
  for (let tries = 1; tries <= 10; tries++) {
    try {
      return await host.files.removeTree(path);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20 * tries));
    }
  }
  // What is still there is swept by a later run; it must not fail this one.
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.split("\n")[0] ?? "" : String(error);
}
