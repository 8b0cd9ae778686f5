import { basename, dirname, join } from "node:path";
import type { Host } from "../host.ts";

/** Wrappers whose program has another name than they. */
const PROGRAM_OF: { readonly [wrapper: string]: string } = {
  "google-chrome": "chrome",
  "google-chrome-stable": "chrome",
  "microsoft-edge": "msedge",
  "microsoft-edge-stable": "msedge",
  "chromium-browser": "chromium",
};

/** Scripts that call scripts: more than anybody ships. */
const MOST_WRAPPERS = 3;

/**
 * The program that a path stands for, which is another one where the path is a wrapper; `null` when it cannot be run.
 * Debian's wrappers do not `exec`, and a kill that reaches only the wrapper leaves the browser running.
 */
export async function executableFile(host: Host, path: string, wrappers = MOST_WRAPPERS): Promise<string | null> {
  if (!await isExecutable(host, path)) return null;
  const real = await host.files.realPath(path);
  // A snap is started through the link, whose name tells its launcher which program is meant.
  if (basename(real) === "snap") return path;
  const head = new TextDecoder().decode(await host.files.readHead(real, 64 * 1024));
  return head.startsWith("#!") ? await programBehind(host, { path: real, head }, wrappers) ?? real : real;
}

async function isExecutable(host: Host, path: string): Promise<boolean> {
  const info = await host.files.info(path);
  if (info === null || !info.isFile) return false;
  return host.system.os === "windows" || ((info.mode ?? 0) & 0o111) !== 0;
}

interface Script {
  readonly path: string;
  readonly head: string;
}

async function programBehind(host: Host, script: Script, wrappers: number): Promise<string | null> {
  if (wrappers === 0) return null;
  for (const candidate of programsIn(script)) {
    const program = candidate === script.path ? null : await executableFile(host, candidate, wrappers - 1);
    if (program !== null) return program;
  }
  return null;
}

/** A program of the wrapper's name (or the one it stands for) that the script names, or in a folder it names, or beside it. */
function programsIn({ path, head }: Script): readonly string[] {
  const names = [PROGRAM_OF[basename(path)] ?? [], basename(path)].flat();
  const written = [...withVariables(head).matchAll(/(?<![\w$}])\/[\w.+/-]+/g)].map(([match]) =>
    match.replace(/\/+$/, "")
  );
  const named = written.filter((candidate) => names.includes(basename(candidate)));
  const inFolders = [...written, dirname(path)].flatMap((folder) => names.map((name) => join(folder, name)));
  return [...new Set([...named, ...inFolders])];
}

/** A script with the plain values of its variables filled in: Debian's says `$LIBDIR/$APPNAME`. */
function withVariables(script: string): string {
  const values = new Map<string, string>();
  const fill = (text: string) => text.replace(/\$\{?(\w+)\}?/g, (use, name) => values.get(name) ?? use);
  for (const [, name = "", value = ""] of script.matchAll(/^(\w+)=["']?([\w./${}-]+)["']?$/gm)) {
    values.set(name, fill(value));
  }
  return fill(script);
}
