/** A file of a tar archive. */
export interface TarFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly executable: boolean;
  readonly bytes: Uint8Array;
}

const BLOCK = 512;

/** The regular files of a tar archive in the ustar format of POSIX.1-1988; throws on a path that leads outside. */
export function readTar(archive: Uint8Array): readonly TarFile[] {
  const files: TarFile[] = [];
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0;) {
    const header = archive.subarray(at, at + BLOCK);
    const size = number(header, 124, 12);
    const path = [text(header, 345, 155), text(header, 0, 100)].filter((part) => part !== "").join("/");
    const type = text(header, 156, 1);
    if (type === "0" || type === "") {
      if (leadsOutside(path)) throw new Error(`Cannot read archive: found path "${path}", expected one inside`);
      const bytes = archive.subarray(at + BLOCK, at + BLOCK + size);
      if (bytes.length < size) throw new Error(`Cannot read archive: "${path}" is cut off`);
      files.push({ path, executable: (number(header, 100, 8) & 0o100) !== 0, bytes });
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

function leadsOutside(path: string): boolean {
  return path.startsWith("/") || path.includes("\\") || path.split("/").includes("..");
}

function text(header: Uint8Array, offset: number, length: number): string {
  const field = header.subarray(offset, offset + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end === -1 ? field : field.subarray(0, end));
}

function number(header: Uint8Array, offset: number, length: number): number {
  const digits = text(header, offset, length).trim();
  const value = parseInt(digits === "" ? "0" : digits, 8);
  if (!Number.isSafeInteger(value)) throw new Error(`Cannot read archive: found number "${digits}", expected octal`);
  return value;
}
