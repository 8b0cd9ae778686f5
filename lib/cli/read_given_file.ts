import { resolve } from "node:path";
import { UsageError } from "../errors.ts";
import type { Host } from "../host.ts";

/** The text of a file that an option names, relative to the working folder; throws `UsageError`. */
export async function readGivenFile(host: Host, path: string, option: string): Promise<string> {
  const absolute = resolve(host.cwd, path);
  if (!(await host.files.info(absolute))?.isFile) {
    throw new UsageError(`Cannot read file "${path}" of option "${option}": found no such file`);
  }
  try {
    return await host.files.readText(absolute);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`Cannot read file "${path}" of option "${option}": ${reason}`, { cause });
  }
}
