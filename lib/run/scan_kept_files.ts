import { join } from "node:path";
import type { Host } from "../host.ts";
import type { Masker } from "../mask.ts";

/** Where files of a run are kept; all paths are absolute. */
export interface KeptFiles {
  readonly outputFolder: string;
  /** Files that reporters write, whose texts were masked when their events were made; they may stand anywhere. */
  readonly reports: readonly string[];
}

/** Files that are never rewritten: the report of this run and of the one before. */
const UNTOUCHED = ["report.json", "report.previous.json"];

/**
 * Looks for secrets in every report and in every file below the output folder: in text they are overwritten by `***`; a
 * binary file with one is removed, unless it is a report. Gives how many files that were.
 */
export async function scanKeptFiles(host: Host, masker: Masker, kept: KeptFiles): Promise<number> {
  const untouched = UNTOUCHED.map((name) => join(kept.outputFolder, name));
  const reports = new Set(kept.reports);
  const paths = new Set(reports);
  for await (const path of filesBelow(host, kept.outputFolder)) paths.add(path);
  let redactions = 0;
  for (const path of paths) {
    if (untouched.includes(path)) continue;
    if (await redact(host, masker, { path, isReport: reports.has(path) })) redactions++;
  }
  return redactions;
}

async function* filesBelow(host: Host, folder: string): AsyncGenerator<string> {
  // What cannot be listed or read now was not written by this run.
  for (const { name, isFolder, isLink } of await host.files.list(folder).catch(() => [])) {
    const path = join(folder, name);
    if (isFolder) yield* filesBelow(host, path);
    else if (!isLink) yield path;
  }
}

async function redact(
  host: Host,
  masker: Masker,
  { path, isReport }: { readonly path: string; readonly isReport: boolean },
): Promise<boolean> {
  // A report that is a device, such as /dev/null, keeps nothing; one that could not be written has been told of.
  if ((await host.files.info(path))?.isFile !== true) return false;
  const before = await host.files.readBytes(path).catch(() => null);
  if (before === null) return false;
  const { found, bytes } = masker.maskBytes(before, isReport ? "report" : "artifact");
  if (!found) return false;
  // Its reporter may hold it open, to write the last event behind the rest: it stays the same file.
  if (isReport) await host.files.write(path, bytes).catch(() => {});
  else if (bytes === before) await host.files.remove(path).catch(() => {});
  else await host.files.replace(path, bytes).catch(() => host.files.remove(path).catch(() => {}));
  // Also when nothing could be done about it: then more than ever.
  return true;
}
