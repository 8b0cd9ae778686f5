import { join, relative, resolve, sep } from "node:path";
import { UsageError } from "../errors.ts";
import type { Host } from "../host.ts";

/** A flow file that was asked for. */
export interface FlowPath {
  /** Relative to the working folder, `/` on every system, `-` for standard input. */
  readonly specPath: string;
  /** Whether it was named itself, not found in a folder. */
  readonly named: boolean;
  /** The folder whose suites still count: the working folder, or the one that was named outside of it. */
  readonly root: string;
}

type Outside = Pick<Host, "cwd" | "files">;

/** Folders that hold other people's files. */
const SKIPPED: readonly string[] = [".git", "node_modules"];

/**
 * The flow files behind paths: a file as it is, every `*.flow.{yaml,yml,json}` below a folder, sorted; each once. Throws
 * `UsageError` for a path that is not there and for a folder without flows.
 */
export async function collectFlowFiles(host: Outside, paths: readonly string[]): Promise<readonly FlowPath[]> {
  const found = new Map<string, FlowPath>();
  for (const path of paths) {
    for (const flow of await flowsAt(host, path)) {
      if (!found.has(flow.specPath) || flow.named) found.set(flow.specPath, flow);
    }
  }
  return [...found.values()];
}

async function flowsAt(host: Outside, path: string): Promise<readonly FlowPath[]> {
  if (path === "-") return [{ specPath: "-", named: true, root: host.cwd }];
  const absolute = resolve(host.cwd, path);
  const info = path.includes("\0") ? null : await host.files.info(absolute);
  if (info === null) {
    throw new UsageError(`Cannot find "${path}": there is no such file or folder`, {
      hint: "name a flow file or a folder",
    });
  }
  if (!info.isFolder) {
    return [{ specPath: specPathOf(host, absolute), named: true, root: rootOf(host, resolve(absolute, "..")) }];
  }
  const files = await filesBelow(host, absolute, new Set()).catch((cause) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`Cannot look for flows in "${path}": ${reason}`, { cause });
  });
  if (files.length === 0) {
    const hint = "a flow file is called name.flow.yaml, name.flow.yml or name.flow.json";
    throw new UsageError(`Cannot find a flow in "${path}": the folder holds no flow file`, { hint });
  }
  const root = rootOf(host, absolute);
  const specPaths = files.map((file) => specPathOf(host, file)).sort();
  return specPaths.map((specPath) => ({ specPath, named: false, root }));
}

function rootOf({ cwd }: Outside, folder: string): string {
  return relative(cwd, folder).startsWith("..") ? folder : cwd;
}

function specPathOf({ cwd }: Outside, absolute: string): string {
  return relative(cwd, absolute).replaceAll(sep, "/");
}

/** `seen` holds real paths, so that a circle of links ends. */
async function filesBelow(host: Outside, folder: string, seen: Set<string>): Promise<readonly string[]> {
  const real = await host.files.realPath(folder);
  if (seen.has(real)) return [];
  seen.add(real);
  const files: string[] = [];
  for (const { name, isFolder, isLink } of await host.files.list(folder)) {
    const path = join(folder, name);
    const leadsToFolder = isLink ? (await host.files.info(path))?.isFolder ?? false : isFolder;
    if (leadsToFolder && !SKIPPED.includes(name)) files.push(...await filesBelow(host, path, seen));
    else if (!leadsToFolder && /\.flow\.(yaml|yml|json)$/.test(name)) files.push(path);
  }
  return files;
}
