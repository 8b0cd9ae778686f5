import { hostname } from "node:os";
import { basename, join } from "node:path";
import type { Host } from "../host.ts";
import { type KnownProcess, parseKnownProcess } from "./known_process.ts";

/** What stands in the folder of a run, so that a later one can clean up after it. */
export interface RunRecord {
  readonly owner: KnownProcess;
  readonly browsers: readonly KnownProcess[];
}

/** How the temporary folders of runs begin. */
export const RUN_FOLDER_PREFIX = "qa-rig-run-";

/** How those of one process begin: a run that is killed before it has written its record is known by that. */
export function runFolderPrefix(pid: number): string {
  return `${RUN_FOLDER_PREFIX}${pid}-${machineTag()}-`;
}

/** The process in the name of a folder that was made on this machine; `null` when there is none. */
export function pidInName(folder: string): number | null {
  const [pid = "", tag] = basename(folder).slice(RUN_FOLDER_PREFIX.length).split("-");
  return /^\d+$/.test(pid) && tag === machineTag() ? Number(pid) : null;
}

/** Short, because sockets have short paths; containers have random names. */
function machineTag(): string {
  return hostname().replaceAll(/[^a-zA-Z0-9]/g, "").slice(-4);
}

/** The file of the record in the folder of a run. */
export const RECORD_NAME = "run.json";

/** Writes the record of a run folder. */
export async function writeRunRecord(host: Host, folder: string, record: RunRecord): Promise<void> {
  await host.files.replace(join(folder, RECORD_NAME), JSON.stringify(record));
}

/** The record of a run folder; `null` when there is none that can be read. */
export async function readRunRecord(host: Host, folder: string): Promise<RunRecord | null> {
  try {
    const bytes = await host.files.readHead(join(folder, RECORD_NAME), 64 * 1024);
    const { owner, browsers } = JSON.parse(new TextDecoder().decode(bytes));
    const known = parseKnownProcess(owner);
    if (known === null || !Array.isArray(browsers)) return null;
    return { owner: known, browsers: browsers.map(parseKnownProcess).filter(isChild) };
  } catch {
    return null;
  }
}

/** Process 1 is no browser; to end its group would be to end every process. */
function isChild(process: KnownProcess | null): process is KnownProcess {
  return process !== null && process.pid > 1;
}
