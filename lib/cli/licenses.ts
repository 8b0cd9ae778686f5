import { fileURLToPath } from "node:url";
import { UsageError } from "../errors.ts";
import type { Host } from "../host.ts";

/** Beside the code in an executable; the build writes it. */
const FILE = new URL("./licenses.txt.gz", import.meta.url);

/** What `--licenses` prints: every part of this executable with its license. Throws `UsageError` where there is none. */
export async function licensesText({ files, system }: Host): Promise<string> {
  if (system.compiled) return await unpacked(await files.readBytes(fileURLToPath(FILE)));
  throw new UsageError("Cannot show licenses: found a program that runs from its source, expected an executable", {
    hint: "the licenses are those of what an executable holds: deno task compile makes one",
  });
}

async function unpacked(bytes: Uint8Array): Promise<string> {
  return await new Response(new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}
