// deno-lint-ignore-file no-console -- a build tool speaks to the terminal
import { archiveTail, startOfSection } from "../lib/browser/archive_block.ts";
import { type ArchiveName, ARCHIVES } from "../lib/browser/chromium_archives.ts";
import { packageArchives } from "../lib/browser/fetch_chromium.ts";
import { realHost } from "../lib/host.ts";

/** Puts the archives of Chromium into an executable, where a start of it does not read them. */
export async function attachChromium(file: string): Promise<void> {
  const program = await Deno.readFile(file);
  const archives = packageArchives(realHost(), { offline: false, notify: console.log });
  const contents: Uint8Array[] = [];
  for (const name of Object.keys(ARCHIVES) as ArchiveName[]) {
    const bytes = await archives.read(name);
    if (bytes === null || await sha256(bytes) !== ARCHIVES[name]) {
      throw new Error(
        `Cannot attach "${name}": expected the file of ${archives.source} with SHA-256 ${ARCHIVES[name]}`,
      );
    }
    contents.push(bytes);
  }
  const at = startOfSection(program.subarray(-16), program.length);
  const tail = archiveTail(contents.map(({ length }) => length));
  const parts = [program.subarray(0, at), ...contents, tail, program.subarray(at)];
  await Deno.writeFile(file, new Blob(parts as BlobPart[]).stream(), { mode: 0o755 });
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
