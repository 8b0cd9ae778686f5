import type { FileSystem } from "../../host.ts";

/** What a program or a library says of those that it needs. */
export interface ElfNeeds {
  /** The loader of a program, absolute; where it is another C library's, nothing starts. */
  readonly loader: string | null;
  readonly libraries: readonly string[];
  /** Folders that it wants them looked for in, `$ORIGIN` being its own. */
  readonly folders: readonly string[];
}

/** Segments and tags of the ELF specification (gABI, chapter 5). */
const SEGMENT = { load: 1, dynamic: 2, loader: 3 } as const;
const TAG = { needed: 1n, strings: 5n, rpath: 15n, runpath: 29n } as const;
const MOST_BYTES = 1024 * 1024;
const LONGEST_TEXT = 1_024;

/** Reads the dynamic section of a 64-bit little-endian ELF file; `null` for anything else. */
export async function readElf(path: string, files: FileSystem): Promise<ElfNeeds | null> {
  const read = async (offset: bigint | number, length: bigint | number) =>
    new DataView((await files.readRange(path, Number(offset), Math.min(Number(length), MOST_BYTES))).buffer);
  const head = await read(0, 64);
  // 0x7f "ELF", 64 bits, little-endian.
  if (head.byteLength < 64 || head.getUint32(0) !== 0x7f454c46 || head.getUint16(4) !== 0x0201) return null;
  const [size, count] = [head.getUint16(54, true), head.getUint16(56, true)];
  const table = await read(head.getBigUint64(32, true), size * count);
  const segments = Array.from(
    { length: Math.floor(table.byteLength / size) },
    (_, index) => segmentAt(table, index * size),
  );
  const named = segments.find(({ type }) => type === SEGMENT.loader);
  const loader = named === undefined ? null : textOf(await read(named.offset, LONGEST_TEXT));
  const dynamic = segments.find(({ type }) => type === SEGMENT.dynamic);
  if (dynamic === undefined) return { loader, libraries: [], folders: [] };
  const entries = entriesOf(await read(dynamic.offset, dynamic.size));
  const address = entries.find(([tag]) => tag === TAG.strings)?.[1] ?? 0n;
  const holder = segments.find(({ type, start, size }) =>
    type === SEGMENT.load && address >= start && address < start + size
  );
  if (holder === undefined) return null;
  const start = holder.offset + (address - holder.start);
  const textsOf = async (tag: bigint) => {
    const places = entries.flatMap((entry) => entry[0] === tag ? [start + entry[1]] : []);
    return await Promise.all(places.map(async (place) => textOf(await read(place, LONGEST_TEXT))));
  };
  const folders = [...await textsOf(TAG.runpath), ...await textsOf(TAG.rpath)].flatMap((list) => list.split(":"));
  return { loader, libraries: await textsOf(TAG.needed), folders };
}

function segmentAt(table: DataView, at: number) {
  return {
    type: table.getUint32(at, true),
    offset: table.getBigUint64(at + 8, true),
    start: table.getBigUint64(at + 16, true),
    size: table.getBigUint64(at + 32, true),
  };
}

function entriesOf(section: DataView): readonly (readonly [tag: bigint, value: bigint])[] {
  return Array.from(
    { length: Math.floor(section.byteLength / 16) },
    (_, index) => [section.getBigUint64(index * 16, true), section.getBigUint64(index * 16 + 8, true)] as const,
  );
}

/** Up to the first zero. */
function textOf({ buffer }: DataView): string {
  return new TextDecoder().decode(buffer).split("\0")[0] ?? "";
}
