import { join } from "node:path";
import type { Host } from "../host.ts";
import type { QuarantineEntry } from "../plan/quarantine.ts";
import type { GivenOptions, OptionName } from "./options.ts";
import type { Config } from "./parse_config.ts";

/** The file of the working folder that gives options their values. */
export const CONFIG_FILE = "qa-rig.yaml";

/**
 * Reads what `qa-rig.yaml` in the working folder says of these options; nothing when there is no such file. Throws
 * `FlowFileError` with every problem in it, also those of other options.
 */
export async function readConfig(host: Host, names: readonly OptionName[]): Promise<GivenOptions> {
  const given = (await read(host))?.options ?? {};
  return Object.fromEntries(names.flatMap((name) => name in given ? [[name, given[name]]] : []));
}

/** The flows whose failures do not count, as `qa-rig.yaml` lists them. */
export async function readQuarantine(host: Host): Promise<readonly QuarantineEntry[]> {
  return (await read(host))?.quarantine ?? [];
}

async function read(host: Host): Promise<Config | null> {
  const path = join(host.cwd, CONFIG_FILE);
  if (!(await host.files.info(path))?.isFile) return null;
  // One byte more than a file may have is enough to refuse it.
  const text = new TextDecoder().decode(await host.files.readHead(path, 1024 * 1024 + 1));
  const { parseConfig } = await import("./parse_config.ts");
  return parseConfig(text, CONFIG_FILE);
}
