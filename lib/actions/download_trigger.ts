import type { Download } from "playwright";
import * as z from "zod";
import type { ActionContext } from "./action_context.ts";
import { ActionError } from "./action_error.ts";
import { globTest } from "./glob.ts";
import { oneLine } from "./one_line.ts";
import { settled } from "./poll.ts";
import { integer, text } from "./scalar.ts";
import { scalarOrMap } from "./scalar_or_map.ts";
import { type ArmedTrigger, awaited } from "./trigger.ts";
import { variableName } from "./variable_name.ts";
import { watchDownloads } from "./watch_downloads.ts";

/** What a download must be like, and the variable that it is kept in. */
export interface DownloadConditions {
  /** A glob. */
  readonly file_name?: string;
  /** In bytes. */
  readonly size?: number;
  /** A part of its text. */
  readonly text?: string;
  readonly as?: string;
}

/** A glob for the name, or `{file_name, size, text, as}`. */
export type DownloadInput = string | DownloadConditions;

/** A download that is waited for. */
export function downloadInput(): z.ZodType<DownloadInput> {
  const conditions = z.strictObject({
    file_name: z.exactOptional(text().describe("a glob for the name that the site suggests: *.csv")),
    size: z.exactOptional(integer(0, 1e12).describe("in bytes")),
    text: z.exactOptional(text().describe("a part of its text")),
    as: z.exactOptional(variableName().describe("variable for {file_name, size, path, text}")),
  });
  return scalarOrMap(text(), conditions);
}

/** So much of a file is read for `text`, in bytes. */
const LONGEST_TEXT = 1024 * 1024;

/** So much of it stands in a failure, in characters. */
const LONGEST_EXCERPT = 200;

/** Watches for a download of any page; it is kept as an artifact. */
export function armDownload(input: DownloadInput, context: ActionContext): ArmedTrigger {
  const conditions = typeof input === "string" ? { file_name: input } : input;
  const { promise, resolve } = Promise.withResolvers<Download>();
  const stopWatching = watchDownloads(context.page, resolve);
  let unfinished: Download | null = null;
  return {
    async settle() {
      unfinished = await awaited(promise, context, { wanted: `a download${nameOf(conditions)}` });
      const kept = await keep(unfinished, context);
      unfinished = null;
      check(conditions, kept, context);
      const { text, ...data } = kept;
      if (conditions.as !== undefined) context.variables.set(conditions.as, { ...data, text });
      return data;
    },
    // A `goto` of a file, which leaves the page where it was.
    explains: (error) => error instanceof Error && error.message.includes(": Download is starting"),
    dispose() {
      stopWatching();
      // One that stalls would keep the context open.
      unfinished?.cancel().catch(() => {});
    },
  };
}

function nameOf({ file_name }: DownloadConditions): string {
  return file_name === undefined ? "" : ` "${file_name}"`;
}

interface KeptDownload {
  readonly file_name: string;
  readonly size: number;
  /** Relative to the output folder. */
  readonly path: string;
  /** Its beginning. */
  readonly text: string;
}

async function keep(download: Download, context: ActionContext): Promise<KeptDownload> {
  const fileName = download.suggestedFilename();
  const path = await context.files.keepFile(fileName, "download", (path) => save(download, path, context));
  return { file_name: fileName, path, ...await readDownload(download) };
}

async function save(download: Download, path: string, { limits }: ActionContext): Promise<void> {
  const saved = await settled(download.saveAs(path).then(() => true), limits());
  if (saved !== null) return;
  const message = `Expected the download "${download.suggestedFilename()}" to end: found it unfinished`;
  throw new ActionError("timeout", message, { expected: "the whole file", actual: "an unfinished download" });
}

async function readDownload(download: Download): Promise<Pick<KeptDownload, "size" | "text">> {
  const decoder = new TextDecoder();
  let size = 0;
  let text = "";
  for await (const chunk of await download.createReadStream()) {
    const bytes: Uint8Array = chunk;
    if (size < LONGEST_TEXT) text += decoder.decode(bytes.subarray(0, LONGEST_TEXT - size), { stream: true });
    size += bytes.length;
  }
  return { size, text };
}

function check(conditions: DownloadConditions, kept: KeptDownload, { excerpt }: ActionContext): void {
  const { file_name, size, text } = conditions;
  if (file_name !== undefined && !globTest(file_name)(kept.file_name)) {
    throw wrong(`a download "${file_name}"`, `"${kept.file_name}"`);
  }
  if (size !== undefined && size !== kept.size) throw wrong(`a download of ${bytes(size)}`, bytes(kept.size));
  if (text !== undefined && !kept.text.includes(text)) {
    throw wrong(`a download with "${text}" in it`, `"${excerpt(oneLine(kept.text), LONGEST_EXCERPT)}"`);
  }
}

function bytes(count: number): string {
  return count === 1 ? "1 byte" : `${count} bytes`;
}

function wrong(expected: string, actual: string): ActionError {
  return new ActionError("assertion", `Expected ${expected}: found ${actual}`, { expected, actual });
}
