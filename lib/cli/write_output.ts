import { resolve } from "node:path";
import { UsageError } from "../errors.ts";
import type { Host } from "../host.ts";
import { checkWritable, isStandardOutput } from "./output_path.ts";

/**
 * Writes to the file of `--output`, whole or not at all, or to a device or a pipe as it is; to standard output for `null`
 * and `-`. Throws `UsageError`.
 */
export async function writeOutput(text: string, output: string | null, host: Host): Promise<void> {
  const { cwd, stdout, files } = host;
  if (output === null || isStandardOutput(output)) return stdout.write(text);
  const path = resolve(cwd, output);
  await checkWritable(path, `"${output}"`, host);
  try {
    await files.replace(path, text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`Cannot write "${output}": ${reason}`, { cause });
  }
}
