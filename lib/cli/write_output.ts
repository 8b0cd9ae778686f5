import { dirname, resolve } from "node:path";
import { UsageError } from "../errors.ts";
import type { Host } from "../host.ts";

/** Writes to the file of `--output`, whole or not at all; to standard output for `null` and `-`. Throws `UsageError`. */
export async function writeOutput(text: string, output: string | null, { cwd, stdout, files }: Host): Promise<void> {
  if (output === null || output === "-") return stdout.write(text);
  const path = resolve(cwd, output);
  try {
    await files.makeFolder(dirname(path));
    await files.replace(path, text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`Cannot write "${output}": ${reason}`, { cause });
  }
}
