import { BrokenRunError } from "../errors.ts";
import { type ArchiveName, ARCHIVES, type ChromiumArchives } from "./chromium_archives.ts";
import { decompress } from "./decompress.ts";

/** The content of an archive, checked against its hash; `null` for one that was left out. Throws `BrokenRunError`. */
export async function readArchive(
  archives: ChromiumArchives,
  name: ArchiveName,
): Promise<ReadableStream<Uint8Array> | null> {
  const compressed = await archives.read(name);
  if (compressed === null) return null;
  const found = await sha256(compressed);
  if (found === ARCHIVES[name]) return decompress(compressed);
  throw new BrokenRunError(
    `Cannot unpack Chromium: found "${name}" with SHA-256 ${found}, expected ${ARCHIVES[name]}`,
    {
      hint: archives.source === "embedded"
        ? "the executable is damaged: get it again"
        : "the package is damaged: get it again",
    },
  );
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
