import { join } from "node:path";
import { findArchives } from "../lib/browser/archive_block.ts";
import { realHost } from "../lib/host.ts";
import { BUNDLE, LICENSES } from "./make_bundle.ts";

/** What takes the room in an executable that was just made from the bundle. */
export async function describeRoom(file: string): Promise<string> {
  const { size } = await Deno.stat(file);
  const archives = Object.values(await findArchives(realHost().files, file) ?? {});
  const chromium = archives.reduce((sum, { length }) => sum + length, 0);
  const playwright = await sizeOf(join(BUNDLE, "playwright")) + await sizeOf(join(BUNDLE, "playwright-core"));
  const licenses = await sizeOf(join(BUNDLE, LICENSES));
  const program = await sizeOf(BUNDLE) - playwright - licenses;
  const parts = {
    "Deno": size - chromium - playwright - licenses - program,
    "Chromium": chromium,
    "Playwright": playwright,
    "qa-rig with the other packages": program,
    "licences": licenses,
  };
  const lines = Object.entries(parts).filter(([, bytes]) => bytes > 0).map(([name, bytes]) =>
    `  ${megabytes(bytes)}  ${name}`
  );
  return [`${file}: ${megabytes(size).trim()}`, ...lines].join("\n");
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1).padStart(5)} MB`;
}

async function sizeOf(path: string): Promise<number> {
  const { isDirectory, size } = await Deno.stat(path);
  if (!isDirectory) return size;
  let sum = 0;
  for await (const { name } of Deno.readDir(path)) sum += await sizeOf(join(path, name));
  return sum;
}
