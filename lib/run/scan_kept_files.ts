import { join } from "node:path";
import type { Host } from "../host.ts";
import type { Masker } from "../mask.ts";

/** Where files of a run are kept; all paths are absolute. */
export interface KeptFiles {
  readonly outputFolder: string;
  /** Files that this run wrote; others in the folder are not its own to change. */
  readonly artifacts: readonly string[];
  /** Files that reporters write, whose texts were masked when their events were made; they may stand anywhere. */
  readonly reports: readonly string[];
  /** Hears of a file in which a secret stood, and what was done about it. */
  readonly redacted: (path: string, done: Redaction) => void;
  /** Hears of a file in which a secret may still stand, and why. */
  readonly doubtful: (path: string, reason: string) => void;
}

/** What was done with a file in which a secret stood. */
export type Redaction = "masked" | "removed";

/** Files that are never rewritten: the report of this run and of the one before. */
const UNTOUCHED = ["report.json", "report.previous.json"];

/**
 * Looks for secrets in every report and artifact of a run: in text they are overwritten by `***`; a binary file with one
 * is removed, unless it is a report. Gives how many files that were; one that cannot be searched or mended is doubtful.
 */
export async function scanKeptFiles(host: Host, masker: Masker, kept: KeptFiles): Promise<number> {
  if (!masker.hasSecrets) return 0;
  const untouched = UNTOUCHED.map((name) => join(kept.outputFolder, name));
  const reports = new Set(kept.reports);
  const paths = new Set([...reports, ...kept.artifacts]);
  let redactions = 0;
  for (const path of paths) {
    if (untouched.includes(path)) continue;
    const info = await host.files.info(path);
    // A report that is a device, such as /dev/null, keeps nothing; one that could not be written has been told of.
    if (info?.isFile !== true) continue;
    try {
      const done = await redact(host, masker, { path, isReport: reports.has(path), size: info.size });
      if (done === null) continue;
      redactions++;
      kept.redacted(path, done);
    } catch (error) {
      kept.doubtful(path, reasonOf(error));
    }
  }
  return redactions;
}

/** Without the call and the path that the system names behind it. */
function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/: \w+ '.*'$/s, "");
}

interface KeptFile {
  readonly path: string;
  readonly isReport: boolean;
  readonly size: number;
}

/** A larger file is searched part by part, and removed when a secret is in it. */
const MOST_BYTES = 128 * 1024 * 1024;

/** More than the longest secret takes, however it is written. */
const OVERLAP_BYTES = 1024 * 1024;

/** `null` when no secret stands there. */
async function redact(host: Host, masker: Masker, file: KeptFile): Promise<Redaction | null> {
  const { path, isReport, size } = file;
  if (size > MOST_BYTES) return await redactLarge(host, masker, file);
  const before = await host.files.readBytes(path);
  const { found, bytes } = masker.maskBytes(before, isReport ? "report" : "artifact");
  if (!found) return null;
  // Its reporter may hold it open, to write the last event behind the rest: it stays the same file.
  if (isReport) await host.files.rewrite(path, bytes);
  else if (bytes === before || !await isReplaced(host, path, bytes)) return await removed(host, path);
  return "masked";
}

async function isReplaced(host: Host, path: string, bytes: Uint8Array): Promise<boolean> {
  try {
    await host.files.replace(path, bytes);
    return true;
  } catch {
    // On a full disk, for one: then the file is removed.
    return false;
  }
}

async function removed(host: Host, path: string): Promise<"removed"> {
  await host.files.removeFile(path);
  return "removed";
}

async function redactLarge(
  host: Host,
  masker: Masker,
  { path, isReport, size }: KeptFile,
): Promise<Redaction | null> {
  for (let offset = 0; offset < size; offset += MOST_BYTES) {
    const bytes = await host.files.readRange(path, offset, MOST_BYTES + OVERLAP_BYTES);
    if (!masker.maskBytes(bytes, isReport ? "report" : "artifact").found) continue;
    if (isReport) throw new Error(`it is larger than ${MOST_BYTES / 1024 / 1024} MiB and holds a secret`);
    return await removed(host, path);
  }
  return null;
}
