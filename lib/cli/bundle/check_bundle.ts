import { dirname, join } from "node:path";
import { BrokenRunError } from "../../errors.ts";
import type { CommandResult, Host } from "../../host.ts";
import type { BundleContent } from "./bundle_content.ts";
import { FILES_FOLDER, programName, SUMS_FILE } from "./fill_bundle.ts";
import { hashFile } from "./hash_file.ts";

/** Longer than any start, so that an executable of another kind cannot hang the command. */
const LONGEST_MS = 120_000;

/** Reads a bundle back and lets it check its own flows; throws `BrokenRunError`. */
export async function checkBundle(folder: string, content: BundleContent, host: Host): Promise<void> {
  await checkSums(folder, host);
  // Flows name files of secrets, which must be there to be valid: something stands in for them meanwhile.
  const standIns = content.withheld.map((path) => join(folder, FILES_FOLDER, path));
  for (const path of standIns) {
    await host.files.makeFolder(dirname(path));
    await host.files.writeNew(path, "-");
  }
  const { code, stdout, stderr } = await runValidate(folder, host);
  for (const path of standIns) await host.files.removeFile(path);
  if (code === 0) return;
  throw new BrokenRunError(`Cannot use bundle: "run.sh validate" ended with ${code}, expected 0`, {
    hint: `it wrote: ${(stderr || stdout).trim().split("\n").slice(-5).join("\n")}`,
  });
}

async function checkSums(folder: string, { files }: Host): Promise<void> {
  const lines = (await files.readText(join(folder, SUMS_FILE))).split("\n").filter((line) => line !== "");
  for (const line of lines) {
    const [sum, name = ""] = [line.slice(0, 64), line.slice(66)];
    if (await hashFile(join(folder, name), files) === sum) continue;
    throw new BrokenRunError(`Cannot use bundle: "${name}" is not what was written`);
  }
}

/** As on the other machine: no variable of this one decides. */
async function runValidate(folder: string, { run, env, system }: Host): Promise<CommandResult> {
  const known = ["PATH", "HOME", "TMPDIR", "SYSTEMROOT", "TEMP"].flatMap((name) => {
    const value = env.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const options = { env: Object.fromEntries(known), clearEnv: true, signal: AbortSignal.timeout(LONGEST_MS) };
  try {
    if (system.os !== "windows") return await run(join(folder, "run.sh"), { ...options, args: ["validate"] });
    const [program, cwd] = [join(folder, programName(system)), join(folder, FILES_FOLDER)];
    return await run(program, { ...options, cwd, args: ["validate"] });
  } catch (error) {
    return { code: 127, stdout: "", stderr: error instanceof Error ? error.message : String(error) };
  }
}
