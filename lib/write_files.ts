import { basename, dirname, join, resolve } from "node:path";
import type { AppendFile } from "./host.ts";

/** What stands at a path itself, links not followed; `other` is a device, a pipe or a socket. */
export type FileKind = "file" | "folder" | "link" | "other";

/** Where a path leads and how it is written: a file in one step, a stream as it is. */
interface Target {
  /** Behind all links; absolute. */
  readonly path: string;
  readonly kind: "file" | "stream" | "free";
}

/** Open files of a process: what they lead to is written behind what stands there, and never replaced. */
const OPEN_FILE = /^\/(?:dev\/std(?:out|err)|(?:dev|proc\/[^/]+(?:\/task\/[^/]+)?)\/fd\/\d+)$/;

/** The runtime opens these by no name, but has them. */
const STANDARD_STREAMS: Readonly<Record<string, typeof Deno.stdout>> = {
  "/dev/stdout": Deno.stdout,
  "/dev/fd/1": Deno.stdout,
  "/proc/self/fd/1": Deno.stdout,
  "/dev/stderr": Deno.stderr,
  "/dev/fd/2": Deno.stderr,
  "/proc/self/fd/2": Deno.stderr,
};

/** As many links as Linux follows. */
const MOST_LINKS = 40;

/** How long a reader of a pipe is waited for, in milliseconds. */
const READER_MS = 10_000;

/** Tells what stands at a path; `null` when nothing does. */
export async function kindOf(path: string): Promise<FileKind | null> {
  try {
    const { isSymlink, isDirectory, isFile } = await Deno.lstat(path);
    return isSymlink ? "link" : isDirectory ? "folder" : isFile ? "file" : "other";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return null;
    throw error;
  }
}

/** Tells why a file cannot be written at a path as things stand; `null` when nothing is in the way. Changes nothing. */
export async function refusalOf(path: string): Promise<string | null> {
  try {
    const target = await targetOf(path);
    if (target.kind === "file") await checkWritable(target.path);
    if (target.kind === "free") await checkFolderAbove(target.path);
    return null;
  } catch (error) {
    // The runtime's words would name a flag that the program does not have.
    if (error instanceof Deno.errors.NotCapable) return "the program may not open it, expected a file";
    return error instanceof Error ? error.message : String(error);
  }
}

/** Follows every link of a path, also where nothing stands at its end yet; absolute. */
export async function leadsTo(path: string, links = 0): Promise<string> {
  const real = await Deno.realPath(path).catch(() => null);
  if (real !== null || dirname(path) === path) return real ?? path;
  const folder = await leadsTo(dirname(path), links);
  const at = join(folder, basename(path));
  if (links >= MOST_LINKS || await kindOf(at).catch(() => null) !== "link") return at;
  return await leadsTo(resolve(folder, await Deno.readLink(at)), links + 1);
}

/** Whether a name is what `replace()` leaves beside a file of another name when the process is killed in the middle of it. */
export function isPartOf(fileName: string, name: string): boolean {
  return name.startsWith(`${fileName}.`) && /^[0-9a-f]{8}\.part$/.test(name.slice(fileName.length + 1));
}

/** Gives a file new content in one step and keeps its mode and owner, or makes it and its folder; a stream is written to as it is. */
export async function replace(
  path: string,
  content: string | Uint8Array,
  options: { readonly mode?: number } = {},
): Promise<void> {
  const target = await targetOf(path);
  if (target.kind === "stream") return await writeStream(target.path, bytesOf(content));
  const before = await statBefore(target);
  if (before === null) await Deno.mkdir(dirname(target.path), { recursive: true });
  const part = `${target.path}.${crypto.randomUUID().slice(0, 8)}.part`;
  const file = await Deno.open(part, { write: true, createNew: true, ...options });
  try {
    try {
      await writeAll(file, bytesOf(content));
      await file.sync();
    } finally {
      file.close();
    }
    if (before !== null) await makeAlike(part, { ...before, ...options });
    await Deno.rename(part, target.path);
  } catch (error) {
    await Deno.remove(part).catch(() => {});
    throw error;
  }
}

/** Opens a new file in place of an older one, which keeps its content for whoever has it open or linked elsewhere. */
export async function openNew(path: string): Promise<AppendFile> {
  const target = await targetOf(path);
  if (target.kind === "stream") return await openStream(target.path);
  const before = await statBefore(target);
  if (before === null) await Deno.mkdir(dirname(target.path), { recursive: true });
  else await Deno.remove(target.path);
  const file = await Deno.open(target.path, { append: true, createNew: true });
  if (before !== null) await makeAlike(target.path, before);
  return appendFile(file, true);
}

/** Opens a file to append to what stands in it. */
export async function openAppend(path: string): Promise<AppendFile> {
  const target = await targetOf(path);
  if (target.kind === "stream") return await openStream(target.path);
  return appendFile(await Deno.open(target.path, { append: true, create: true }), true);
}

/** Writes a file where nothing stands yet, not even a link. */
export async function writeNew(
  path: string,
  content: string | Uint8Array | ReadableStream<Uint8Array>,
  options: { readonly mode?: number } = {},
): Promise<void> {
  const all = { ...options, createNew: true };
  return typeof content === "string"
    ? await Deno.writeTextFile(path, content, all)
    : await Deno.writeFile(path, content, all);
}

/** Overwrites a file that stays the same file, for whoever has it open; rejects where none stands. */
export async function rewrite(path: string, content: string | Uint8Array): Promise<void> {
  if ((await targetOf(path)).kind !== "file") throw new Error("found no plain file");
  await Deno.writeFile(path, bytesOf(content), { create: false });
}

/** Removes a file or a link, never a folder; nothing there is no error. */
export async function removeFile(path: string): Promise<void> {
  const kind = await kindOf(path);
  if (kind === null) return;
  // The runtime would remove an empty folder, too.
  if (kind === "folder") throw new Error(`found the folder "${path}", expected a file`);
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Moves what this run made to a path where nothing stands. */
export async function moveTo(from: string, to: string): Promise<void> {
  if (await kindOf(to) !== null) throw new Deno.errors.AlreadyExists("there is something already");
  await Deno.rename(from, to);
}

/** Links are followed one by one, because what they lead to need not be there. */
async function targetOf(path: string): Promise<Target> {
  let at = path;
  for (let links = 0; links <= MOST_LINKS; links++) {
    if (OPEN_FILE.test(at)) return { path: at, kind: "stream" };
    switch (await kindOf(at)) {
      case null:
        return { path: at, kind: "free" };
      case "folder":
        throw new Error("found a folder, expected a file");
      case "file":
        return { path: at, kind: "file" };
      case "other":
        return { path: at, kind: "stream" };
      case "link":
        at = resolve(await Deno.realPath(dirname(at)), await Deno.readLink(at));
    }
  }
  throw new Error("found a circle of links, expected a file");
}

async function checkWritable(path: string): Promise<void> {
  try {
    (await Deno.open(path, { write: true })).close();
  } catch (error) {
    if (!(error instanceof Deno.errors.PermissionDenied)) throw error;
    throw new Deno.errors.PermissionDenied("found a file that may not be written to");
  }
}

async function checkFolderAbove(path: string): Promise<void> {
  for (let folder = dirname(path);; folder = dirname(folder)) {
    const info = await Deno.stat(folder).catch(() => null);
    if (info?.isDirectory || folder === dirname(folder)) return;
    if (info !== null) throw new Error(`found the file "${folder}", expected a folder`);
  }
}

/** What a new file has to be like; rejects for a file that may not be written to. */
async function statBefore({ path, kind }: Target): Promise<Deno.FileInfo | null> {
  if (kind !== "file") return null;
  await checkWritable(path);
  return await Deno.stat(path);
}

async function makeAlike(path: string, { mode, uid, gid }: Partial<Deno.FileInfo>): Promise<void> {
  if (Deno.build.os === "windows") return;
  // Who is not root cannot give files away.
  if (uid !== Deno.uid() || gid !== Deno.gid()) await Deno.chown(path, uid ?? null, gid ?? null).catch(() => {});
  if (typeof mode === "number") await Deno.chmod(path, mode & 0o777);
}

async function writeStream(path: string, bytes: Uint8Array): Promise<void> {
  const standard = STANDARD_STREAMS[path];
  if (standard !== undefined) return await writeAll(standard, bytes);
  using file = await openPipe(path);
  await writeAll(file, bytes);
}

async function openStream(path: string): Promise<AppendFile> {
  const standard = STANDARD_STREAMS[path];
  if (standard === undefined) return appendFile(await openPipe(path), false);
  return { isFile: false, write: (text) => writeAllNow(standard, text), sync() {}, [Symbol.dispose]() {} };
}

/** A pipe opens when somebody opens its other end, which nobody may ever do. */
async function openPipe(path: string): Promise<Deno.FsFile> {
  const opening = Deno.open(path, { append: true });
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`found nobody who reads the pipe within ${READER_MS / 1_000} s`)),
    READER_MS,
  );
  try {
    return await Promise.race([opening, late]);
  } catch (error) {
    opening.then((file) => file.close(), () => {});
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function appendFile(file: Deno.FsFile, isFile: boolean): AppendFile {
  return {
    isFile,
    write: (text) => writeAllNow(file, text),
    // A stream refuses it.
    sync: () => isFile ? file.syncSync() : undefined,
    [Symbol.dispose]: () => file.close(),
  };
}

function writeAllNow(file: Pick<Deno.FsFile, "writeSync">, text: string): void {
  let rest = new TextEncoder().encode(text);
  while (rest.length > 0) rest = rest.subarray(file.writeSync(rest));
}

async function writeAll(file: Pick<Deno.FsFile, "write">, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) written += await file.write(bytes.subarray(written));
}

function bytesOf(content: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return typeof content === "string" ? new TextEncoder().encode(content) : content as Uint8Array<ArrayBuffer>;
}
