import { resolve } from "node:path";
import { UsageError } from "../errors.ts";
import type { Host } from "../host.ts";

/** The text of a file that was named on the command line, `-` is standard input; throws `UsageError`. */
export async function readArgument(path: string, host: Host): Promise<string> {
  if (path === "-") return await host.stdin();
  try {
    return await host.files.readText(resolve(host.cwd, path));
  } catch (cause) {
    const info = await host.files.info(resolve(host.cwd, path));
    const found = info === null ? "there is no such file" : info.isFolder ? "it is a folder" : "it may not be read";
    throw new UsageError(`Cannot read "${path}": ${found}`, { cause });
  }
}
