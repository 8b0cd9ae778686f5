import { join } from "node:path";
import type { Host } from "../host.ts";
import type { Masker } from "../mask.ts";

/** Files whose texts were masked when their events were made. */
const REPORTS = ["events.jsonl"];

/** Files that are never rewritten: the report of this run and of the one before. */
const UNTOUCHED = ["report.json", "report.previous.json"];

/**
 * Looks for secrets in every file below the output folder: in text they are overwritten by `***`, a binary file with one
 * is removed. Gives how many files that were.
 */
export async function scanKeptFiles(host: Host, masker: Masker, outputFolder: string): Promise<number> {
  let redactions = 0;
  for await (const path of filesBelow(host, outputFolder, "")) {
    if (!UNTOUCHED.includes(path) && await redact(host, masker, { path, outputFolder })) redactions++;
  }
  return redactions;
}

async function* filesBelow(host: Host, folder: string, prefix: string): AsyncGenerator<string> {
  for (const { name, isFolder, isLink } of await host.files.list(join(folder, prefix))) {
    const path = prefix === "" ? name : `${prefix}/${name}`;
    if (isFolder) yield* filesBelow(host, folder, path);
    else if (!isLink) yield path;
  }
}

async function redact(
  host: Host,
  masker: Masker,
  { path, outputFolder }: { readonly path: string; readonly outputFolder: string },
): Promise<boolean> {
  const absolute = join(outputFolder, path);
  const before = await host.files.readBytes(absolute);
  const { found, bytes } = masker.maskBytes(before, REPORTS.includes(path) ? "report" : "artifact");
  if (!found) return false;
  if (bytes === before) await host.files.remove(absolute);
  else await host.files.replace(absolute, bytes);
  return true;
}
