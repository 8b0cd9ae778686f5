import type { FileSystem } from "../host.ts";
import { type ArchiveName, ARCHIVES } from "./chromium_archives.ts";

/**
 * How the archives stand in the full executable: one after the other in the order of `ARCHIVES`, then their lengths as
 * 32-bit little-endian numbers, then this mark. The block is at the end of the file, or before what Deno appended there:
 * embedded as files they would be read, all 70 MB, at every start.
 */
const MARK = new TextEncoder().encode("qa-rig archives\n");

const NAMES = Object.keys(ARCHIVES) as readonly ArchiveName[];
const LENGTHS_SIZE = 4 * NAMES.length;

/** Older versions of Deno append a section to their runtime, and then these: magic, hash, length of the section. */
const DENO_TRAILER = { magic: 0x501e, size: 16 };

/** Where an archive is in the executable. */
export interface ArchivePlace {
  readonly offset: number;
  readonly length: number;
}

/** The end of the block, for archives of these lengths. */
export function archiveTail(lengths: readonly number[]): Uint8Array<ArrayBuffer> {
  const tail = new Uint8Array(LENGTHS_SIZE + MARK.length);
  const view = new DataView(tail.buffer);
  lengths.forEach((length, index) => view.setUint32(4 * index, length, true));
  tail.set(MARK, LENGTHS_SIZE);
  return tail;
}

/** Where what Deno appended begins, by the last 16 bytes of an executable; its end when nothing was. */
export function startOfSection(last: Uint8Array, fileSize: number): number {
  if (last.length < DENO_TRAILER.size) return fileSize;
  const view = new DataView(last.buffer, last.byteOffset);
  if (view.getUint32(0, true) !== DENO_TRAILER.magic) return fileSize;
  return fileSize - DENO_TRAILER.size - Number(view.getBigUint64(8, true));
}

/** Where each archive is in an executable; `null` when it has none, or lengths that no archives can have. */
export async function findArchives(
  files: FileSystem,
  path: string,
): Promise<{ readonly [name in ArchiveName]: ArchivePlace } | null> {
  const size = (await files.info(path))?.size ?? 0;
  const last = await files.readRange(path, size - DENO_TRAILER.size, DENO_TRAILER.size);
  const end = startOfSection(last, size);
  const tailSize = LENGTHS_SIZE + MARK.length;
  const tail = await files.readRange(path, end - tailSize, tailSize);
  if (!MARK.every((byte, index) => tail[LENGTHS_SIZE + index] === byte)) return null;
  const view = new DataView(tail.buffer, tail.byteOffset);
  const places: Partial<Record<ArchiveName, ArchivePlace>> = {};
  let offset = end - tailSize;
  for (const [index, name] of [...NAMES.entries()].reverse()) {
    const length = view.getUint32(4 * index, true);
    offset -= length;
    if (offset < 0) return null;
    places[name] = { offset, length };
  }
  return places as { readonly [name in ArchiveName]: ArchivePlace };
}
