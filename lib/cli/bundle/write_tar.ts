import { createHash } from "node:crypto";
import { join } from "node:path";
import { BrokenRunError } from "../../errors.ts";
import type { FileSystem, Host } from "../../host.ts";
import { blocksOf, hashFile } from "./hash_file.ts";

/** Every entry fills whole records of this size. */
const RECORD = 512;

/**
 * Writes a folder as a tar (POSIX ustar; names of more than 100 bytes in pax headers) with `name` as its top folder, and
 * reads it back. The same files give the same bytes: times are 0 and owners are left out.
 */
export async function writeTar(
  path: string,
  { folder, name }: { readonly folder: string; readonly name: string },
  { files }: Host,
): Promise<void> {
  const hash = createHash("sha256");
  const entries = await entriesBelow(folder, "", files);
  const stream = ReadableStream.from(hashed(archive(entries, { folder, name }, files), hash));
  await files.writeNew(path, stream);
  if (await hashFile(path, files) === hash.digest("hex")) return;
  throw new BrokenRunError(`Cannot use bundle: "${path}" is not what was written`);
}

interface Entry {
  /** Relative, with `/`. */
  readonly path: string;
  readonly isFolder: boolean;
}

async function entriesBelow(folder: string, prefix: string, files: FileSystem): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  const listed = (await files.list(join(folder, prefix))).toSorted((one, other) => one.name < other.name ? -1 : 1);
  for (const { name, isFolder } of listed) {
    entries.push({ path: `${prefix}${name}`, isFolder });
    if (isFolder) entries.push(...await entriesBelow(folder, `${prefix}${name}/`, files));
  }
  return entries;
}

async function* hashed(bytes: AsyncIterable<Uint8Array<ArrayBuffer>>, hash: ReturnType<typeof createHash>) {
  for await (const block of bytes) {
    hash.update(block);
    yield block;
  }
}

async function* archive(
  entries: readonly Entry[],
  { folder, name }: { readonly folder: string; readonly name: string },
  files: FileSystem,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  yield* headers({ name: `${name}/`, type: "5", size: 0, mode: 0o755 });
  for (const { path, isFolder } of entries) {
    const info = await files.info(join(folder, path));
    const size = isFolder ? 0 : info?.size ?? 0;
    const mode = isFolder || ((info?.mode ?? 0) & 0o100) !== 0 ? 0o755 : 0o644;
    yield* headers({ name: `${name}/${path}${isFolder ? "/" : ""}`, type: isFolder ? "5" : "0", size, mode });
    if (isFolder) continue;
    yield* blocksOf(join(folder, path), files);
    yield padding(size);
  }
  yield new Uint8Array(2 * RECORD);
}

interface Header {
  readonly name: string;
  readonly type: "0" | "5" | "x";
  readonly size: number;
  readonly mode: number;
}

function* headers(entry: Header): Generator<Uint8Array<ArrayBuffer>> {
  const name = new TextEncoder().encode(entry.name);
  if (name.length > 100) {
    const record = paxRecord("path", entry.name);
    yield header({ name: "pax", type: "x", size: record.length, mode: 0o644 });
    yield record;
    yield padding(record.length);
  }
  yield header(entry);
}

function header({ name, type, size, mode }: Header): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(RECORD);
  const put = (text: string, at: number, length: number) =>
    bytes.set(new TextEncoder().encode(text).subarray(0, length), at);
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, "0")}\0`;
  put(name, 0, 100);
  put(octal(mode, 8), 100, 8);
  put(octal(0, 8), 108, 8);
  put(octal(0, 8), 116, 8);
  put(octal(size, 12), 124, 12);
  put(octal(0, 12), 136, 12);
  // The sum counts its own field as spaces.
  put("        ", 148, 8);
  put(type, 156, 1);
  put("ustar\x0000", 257, 8);
  put(`${bytes.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, "0")}\0 `, 148, 8);
  return bytes;
}

/** `LENGTH KEY=VALUE`, where the length counts itself. */
function paxRecord(key: string, value: string): Uint8Array<ArrayBuffer> {
  const rest = new TextEncoder().encode(` ${key}=${value}\n`).length;
  let length = rest + 1;
  while (String(length).length + rest !== length) length = String(length).length + rest;
  return new TextEncoder().encode(`${length} ${key}=${value}\n`);
}

function padding(size: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array((RECORD - size % RECORD) % RECORD);
}
