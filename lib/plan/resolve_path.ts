import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { Host } from "../host.ts";

/** Who names a path, and where it may lead beside the working folder and the folder of that file. */
export interface PathScope {
  /** The flow file that names the path, as its `specPath`. */
  readonly specPath: string;
  /** Folders given with `--allow-read`, absolute. */
  readonly allowRead: readonly string[];
}

/** A path that may be used, absolute and without links, or why not. */
export type ResolvedPath = { readonly path: string } | { readonly message: string; readonly hint: string };

/**
 * The one way from a path in a flow file to a path of this machine: relative to that file, and its real path lies below
 * the folder of the file, the working folder or an allowed one. Nothing needs to be there yet.
 */
export async function resolvePath(
  host: Pick<Host, "cwd" | "files">,
  path: string,
  { specPath, allowRead }: PathScope,
): Promise<ResolvedPath> {
  if (path === "" || path.includes("\0")) {
    return { message: `path "${path.replaceAll("\0", "\\0")}" is empty or holds a NUL`, hint: "name a file" };
  }
  const folder = specPath === "-" ? host.cwd : dirname(resolve(host.cwd, specPath));
  const real = await realPath(host, resolve(folder, path));
  const roots = await Promise.all([folder, host.cwd, ...allowRead].map((root) => realPath(host, root)));
  if (real !== null && roots.some((root) => root !== null && isBelow(real, root))) return { path: real };
  return {
    message:
      `path "${path}" leads outside the folder of the file and the working folder, expected it below one of them`,
    hint: "move the file, or allow its folder with --allow-read",
  };
}

/** Whether a path is a folder or lies below it; both are absolute and real. */
export function isBelow(path: string, folder: string): boolean {
  const rest = relative(folder, path);
  return rest === "" || (!isAbsolute(rest) && rest !== ".." && !/^\.\.[\\/]/.test(rest));
}

/** Follows links as far as something is there; the rest is appended. `null` for a circle of links. */
async function realPath(host: Pick<Host, "files">, path: string): Promise<string | null> {
  try {
    return await host.files.realPath(path);
  } catch {
    const parent = dirname(path);
    if (parent === path) return null;
    // A link that leads nowhere could be filled later by something else.
    if (await isLink(host, parent, basename(path))) return null;
    const real = await realPath(host, parent);
    return real === null ? null : join(real, basename(path));
  }
}

async function isLink(host: Pick<Host, "files">, folder: string, name: string): Promise<boolean> {
  try {
    return (await host.files.list(folder)).some((entry) => entry.name === name && entry.isLink);
  } catch {
    // In a folder that is there and cannot be listed, a link cannot be told from a file.
    return await host.files.info(folder) !== null;
  }
}
