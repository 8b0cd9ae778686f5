import { join } from "node:path";
import type { Host } from "../host.ts";
import { isPartOf } from "../write_files.ts";
import { killProcess } from "./kill_process.ts";
import { type KnownProcess, stateOf } from "./known_process.ts";
import { processStart } from "./process_start.ts";
import { pidInName, readRunRecord, RECORD_NAME, RUN_FOLDER_PREFIX } from "./run_record.ts";

/** What a killed run had left behind and is gone now. */
export interface Swept {
  readonly folders: number;
  readonly browsers: number;
}

/** Removes folders of runs whose process is gone, and ends their browsers, known by pid and start; never rejects. */
export async function sweepRunFolders(host: Host): Promise<Swept> {
  const swept = { folders: 0, browsers: 0 };
  for (const folder of await runFolders(host)) {
    try {
      const left = await leftBehind(host, folder);
      if (left === null) continue;
      const { browsers, remove } = left;
      for (const browser of browsers) if (await endProcess(host, browser)) swept.browsers++;
      await remove();
      swept.folders++;
    } catch {
      // Another run sweeps the same folder, or it cannot be removed: nobody's run depends on it.
    }
  }
  return swept;
}

/** Folders of this user's runs; another user's record could name any process. */
async function runFolders(host: Host): Promise<readonly string[]> {
  const entries = await host.files.list(host.files.tempFolder).catch(() => []);
  const named = entries.filter(({ name, isFolder, isLink }) =>
    isFolder && !isLink && name.startsWith(RUN_FOLDER_PREFIX)
  );
  const folders: string[] = [];
  for (const { name } of named) {
    const path = join(host.files.tempFolder, name);
    const info = await host.files.info(path);
    if (info !== null && (info.uid ?? null) === host.system.uid) folders.push(path);
  }
  return folders;
}

/** What a run that is over has left. */
interface LeftBehind {
  readonly browsers: readonly KnownProcess[];
  readonly remove: () => Promise<void>;
}

/** `null` when the run is not over, when nobody can tell, or when the folder holds something and no record of ours. */
async function leftBehind(host: Host, folder: string): Promise<LeftBehind | null> {
  const record = await readRunRecord(host, folder);
  if (record === null) {
    return await isGone(host, folder) || await isOld(host, folder) ? await unused(host, folder) : null;
  }
  if (await stateOf(host, record.owner) !== "gone") return null;
  const remove = async () => await host.files.removeTree(await host.files.adoptFolder(folder));
  return { browsers: record.browsers, remove };
}

/** A run that was killed before its record was whole has put nothing else into its folder. */
async function unused(host: Host, folder: string): Promise<LeftBehind | null> {
  const entries = await host.files.list(folder);
  if (!entries.every(({ name, isFolder }) => !isFolder && isPartOf(RECORD_NAME, name))) return null;
  const remove = async () => {
    for (const { name } of entries) await host.files.removeFile(join(folder, name));
    await host.files.removeEmptyFolder(folder);
  };
  return { browsers: [], remove };
}

/** Whether a run was killed before it had a record; a later process with its pid cannot be told from it. */
async function isGone(host: Host, folder: string): Promise<boolean> {
  const pid = pidInName(folder);
  return pid !== null && await processStart(host, pid) === null;
}

/** A folder without a record may be new and still get one. */
async function isOld(host: Host, folder: string): Promise<boolean> {
  const info = await host.files.info(folder);
  return info !== null && host.now().getTime() - info.modifiedMs > 3_600_000;
}

async function endProcess(host: Host, browser: KnownProcess): Promise<boolean> {
  return await stateOf(host, browser) === "runs" && killProcess(host, browser.pid);
}
