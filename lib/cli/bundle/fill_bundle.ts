import { dirname, join } from "node:path";
import { BrokenRunError } from "../../errors.ts";
import type { Host } from "../../host.ts";
import type { BundleContent } from "./bundle_content.ts";
import { hashFile } from "./hash_file.ts";
import { readmeText } from "./readme_text.ts";
import { runScript } from "./run_script.ts";

/** The folder of a bundle that the flows and their files stand in. */
export const FILES_FOLDER = "files";

/** The list of checksums, as `sha256sum --check` reads it. */
export const SUMS_FILE = "SHA256SUMS";

/** What a bundle is made of. */
export interface BundleParts {
  readonly content: BundleContent;
  /** Absolute. */
  readonly executable: string;
  /** The flows, as they were named. */
  readonly paths: readonly string[];
}

/** Writes a bundle into a new, empty folder; throws `BrokenRunError`. */
export async function fillBundle(folder: string, parts: BundleParts, host: Host): Promise<void> {
  try {
    const names = await writeFiles(folder, parts, host);
    const sums: string[] = [];
    for (const name of names) sums.push(`${await hashFile(join(folder, name), host.files)}  ${name}\n`);
    await host.files.writeNew(join(folder, SUMS_FILE), sums.join(""));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BrokenRunError(`Cannot write bundle: ${reason}`, {
      cause,
      hint: "free some space, or name another place",
    });
  }
}

async function writeFiles(folder: string, { content, executable, paths }: BundleParts, { cwd, files, system }: Host) {
  const program = programName(system);
  await files.makeFolder(join(folder, FILES_FOLDER));
  await files.copy(executable, join(folder, program));
  await files.chmod(join(folder, program), 0o755);
  for (const path of content.files) {
    const target = join(folder, FILES_FOLDER, path);
    await files.makeFolder(dirname(target));
    await files.copy(join(cwd, path), target);
    // What cannot be written to at home must be removable there.
    await files.chmod(target, 0o644);
  }
  await files.writeNew(join(folder, "run.sh"), runScript(program, paths));
  await files.chmod(join(folder, "run.sh"), 0o755);
  await files.writeNew(join(folder, "README.txt"), readmeText(content));
  return [program, "run.sh", "README.txt", ...content.files.map((path) => `${FILES_FOLDER}/${path}`)];
}

/** What the executable is called in a bundle. */
export function programName({ os }: Host["system"]): string {
  return os === "windows" ? "qa-rig.exe" : "qa-rig";
}
