import { UsageError } from "../errors.ts";
import type { Host } from "../host.ts";
import { isBelow } from "../plan/resolve_path.ts";
import type { SettledOptions } from "./settle_options.ts";
import { shownPath } from "./shown_path.ts";

/** Whether a path is standard output by one of its names. */
export function isStandardOutput(path: string): boolean {
  return ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].includes(path);
}

/** Throws `UsageError` when nothing could be written at an absolute path, or something else would be lost by it. */
export async function checkWritable(path: string, what: string, { files }: Host): Promise<void> {
  const refusal = await files.refusalOf(path);
  if (refusal === null) return;
  throw new UsageError(`Cannot write ${what}: ${refusal}`, {
    hint: "name another file",
  });
}

/** Whether no person named it for this run: a link in a cloned repository decides as much as its `qa-rig.yaml` does. */
export function isChosenByRepository(
  option: "output-dir" | "reporter",
  { sources }: Pick<SettledOptions, "sources">,
): boolean {
  return sources[option] === "qa-rig.yaml" || sources[option] === "default";
}

/**
 * Throws `UsageError` when the links of a path, in whichever part of it, lead out of the working folder and of the folders
 * that a person named: a repository must not choose what is overwritten.
 */
export async function checkStays(
  path: string,
  { named, hint }: { readonly named: readonly string[]; readonly hint: string },
  { files, cwd }: Host,
): Promise<void> {
  const real = await files.leadsTo(path);
  for (const root of [cwd, ...named]) if (isBelow(real, await files.leadsTo(root))) return;
  throw new UsageError(`Cannot write into "${shownPath(cwd, path)}": found a link that leads to "${real}"`, { hint });
}
