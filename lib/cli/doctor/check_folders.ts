import { dirname, join, resolve } from "node:path";
import { cacheFolder } from "../../browser/cache_folder.ts";
import type { Host } from "../../host.ts";
import type { Checkup } from "./checkup.ts";
import { type Finding, ok, problem, warning } from "./finding.ts";
import { formatBytes, freeSpace } from "./free_space.ts";

/** Less is a warning, and much less a problem: a browser's profile and an unpacked browser must fit. */
const LITTLE = 1e9;
const TOO_LITTLE = 1e8;

/** Folders that a run writes to: whether it may, and how much room there is. */
export async function checkFolders({ host, settled }: Omit<Checkup, "runFolder">): Promise<readonly Finding[]> {
  const output = resolve(host.cwd, settled.options.outputDir);
  const cache = cacheFolder(host, settled.options.cacheDir);
  return [
    await checkFolder("output", { path: output, needed: true, todo: "name another folder with --output-dir" }, host),
    await checkTemporary(host),
    cache === null
      ? warning("cache", "there is no place for one, so browsers are unpacked for each run", "set HOME, or --cache-dir")
      : await checkFolder("cache", { path: cache, needed: false, todo: "name another folder with --cache-dir" }, host),
    ...await checkSharedMemory(host, settled.options.browser),
  ];
}

/** Nobody makes the temporary folder: it must be there. */
async function checkTemporary(host: Host): Promise<Finding> {
  const path = host.files.tempFolder;
  const todo = `set ${host.system.os === "windows" ? "TEMP" : "TMPDIR"} to a folder that can be written to`;
  if (await host.files.info(path) === null) return problem("temporary", `${path} is not there`, todo);
  return await checkFolder("temporary", { path, needed: true, todo }, host);
}

interface CheckedFolder {
  readonly path: string;
  /** Whether no run can do without it. */
  readonly needed: boolean;
  readonly todo: string;
}

async function checkFolder(name: string, { path, needed, todo }: CheckedFolder, host: Host): Promise<Finding> {
  const state = needed ? problem : warning;
  const folder = await nearestFolder(path, host);
  const refusal = folder === null ? "it is a file" : await writeProbe(folder, host);
  if (folder === null || refusal !== null) return state(name, `${path} cannot be written to: ${refusal}`, todo);
  const space = await freeSpace(folder, host);
  if (space === null) return ok(name, `${path} can be written to`);
  const text = `${path} has ${formatBytes(space.free)} left`;
  if (space.free < TOO_LITTLE) return state(name, text, `free some space, or ${todo}`);
  return space.free < LITTLE ? warning(name, text, `free some space, or ${todo}`) : ok(name, text);
}

/** The folder itself, or the one that it would be made in; `null` where a file is in the way. */
async function nearestFolder(path: string, { files }: Host): Promise<string | null> {
  for (let folder = path;; folder = dirname(folder)) {
    const info = await files.info(folder);
    if (info !== null) return info.isFolder ? folder : null;
    if (folder === dirname(folder)) return folder;
  }
}

async function writeProbe(folder: string, { files }: Host): Promise<string | null> {
  const probe = join(folder, `.qa-rig-probe-${crypto.randomUUID()}`);
  try {
    await files.writeNew(probe, "probe");
    await files.removeFile(probe);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.split("\n")[0] ?? "" : String(error);
  }
}

/** Docker gives 64 MB; Chromium is started so that it takes the temporary folder instead. */
async function checkSharedMemory(host: Host, browser: string): Promise<readonly Finding[]> {
  if (host.system.os !== "linux") return [];
  const space = await freeSpace("/dev/shm", host);
  if (space === null) return [];
  const text = `/dev/shm has ${formatBytes(space.size)}`;
  if (browser !== "firefox" && browser !== "webkit") return [ok("memory", `${text}; Chromium does not need it`)];
  if (space.size >= 256e6) return [ok("memory", text)];
  return [warning("memory", `${text}, too little for ${browser}`, "give the container more: --shm-size=1g")];
}
