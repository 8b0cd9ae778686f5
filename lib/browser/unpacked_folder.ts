import { join, posix } from "node:path";
import type { Host } from "../host.ts";
import { isPartOf } from "../write_files.ts";
import type { FileSizes } from "./unpack_files.ts";

/** The file of an unpacked browser with the size of every other; `{}` while it is being unpacked. */
export const LIST_NAME = "complete.json";

/** Reads the list in a folder; `null` for a folder that has none, and so was not made by unpacking. */
export async function readSizes({ files }: Host, folder: string): Promise<FileSizes | null> {
  try {
    const sizes: unknown = JSON.parse(await files.readText(join(folder, LIST_NAME)));
    return isSizes(sizes) ? sizes : null;
  } catch {
    return null;
  }
}

/**
 * Removes an unpacked browser by its own list, and the folders that are empty then; `false` when something is left,
 * because it is no such folder or somebody put more into it.
 */
export async function removeUnpacked(host: Host, folder: string): Promise<boolean> {
  const { files } = host;
  const sizes = await ownSizes(host, folder);
  if (sizes === null) return false;
  const root = await files.realPath(folder);
  for (const path of Object.keys(sizes)) {
    const above = posix.dirname(path);
    // A link in the way would lead to files that are not the browser's.
    if (await files.realPath(join(root, above)).catch(() => null) !== join(root, above)) continue;
    if (await files.kindOf(join(root, path)) !== "folder") await files.removeFile(join(root, path));
  }
  await files.removeFile(join(root, LIST_NAME));
  return await removeEmptyFolders(host, folder);
}

/** Removes a folder of folders in which no file is; an archive may hold empty ones, which no list tells of. */
async function removeEmptyFolders(host: Host, folder: string): Promise<boolean> {
  for (const { name, isFolder, isLink } of await host.files.list(folder)) {
    if (isFolder && !isLink) await removeEmptyFolders(host, join(folder, name));
  }
  return await host.files.removeEmptyFolder(folder);
}

/** Removes what a process left that was killed while it unpacked; `false` for any other folder. */
export async function removePart(host: Host, part: string): Promise<boolean> {
  if (await host.files.kindOf(part) !== "folder") return false;
  if (await readSizes(host, part) === null) {
    // The list comes first: a process that was killed before it was whole has unpacked nothing.
    const entries = await host.files.list(part);
    if (!entries.every(({ name, isFolder }) => !isFolder && isPartOf(LIST_NAME, name))) return false;
    for (const { name } of entries) await host.files.removeFile(join(part, name));
    return await host.files.removeEmptyFolder(part);
  }
  await host.files.removeTree(await host.files.adoptFolder(part));
  return true;
}

/** What stands behind a link was unpacked for somebody else. */
async function ownSizes(host: Host, folder: string): Promise<FileSizes | null> {
  return await host.files.kindOf(folder) === "folder" ? await readSizes(host, folder) : null;
}

/** Whether a value is a list of ours, whose paths do not leave the folder. */
function isSizes(value: unknown): value is FileSizes {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(([path, size]) =>
    typeof size === "number" && path !== "" && posix.normalize(path) === path &&
    !/^(\.\.|[\\/]|[A-Za-z]:)/.test(path)
  );
}
