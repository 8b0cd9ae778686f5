import { createHash } from "node:crypto";
import type { FileSystem } from "../../host.ts";

/** Large enough to be quick, small enough that an executable never stands in memory as a whole. */
export const BLOCK_SIZE = 4 * 1024 * 1024;

/** The SHA-256 of a file in hex. */
export async function hashFile(path: string, files: FileSystem): Promise<string> {
  const hash = createHash("sha256");
  for await (const block of blocksOf(path, files)) hash.update(block);
  return hash.digest("hex");
}

/** The bytes of a file, block by block. */
export async function* blocksOf(path: string, files: FileSystem): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let offset = 0;; offset += BLOCK_SIZE) {
    const block = await files.readRange(path, offset, BLOCK_SIZE);
    if (block.length > 0) yield block;
    if (block.length < BLOCK_SIZE) return;
  }
}
