import type { OptionValue } from "../option.ts";
import { readEnvironment } from "../environment_options.ts";
import { optionKey, type OptionName, optionsOf, optionVariable } from "../options.ts";
import { CONFIG_FILE, readConfig, readQuarantine } from "../read_config.ts";
import type { Checkup } from "./checkup.ts";
import { type Finding, ok } from "./finding.ts";

/** What of `qa-rig.yaml` is in force when flows run here; a broken one has ended the command before. */
export async function checkConfig({ host }: Omit<Checkup, "runFolder">): Promise<readonly Finding[]> {
  const names = optionsOf("run");
  const file = await readConfig(host, names);
  const environment = readEnvironment(host.env, names).options;
  const quarantine = await readQuarantine(host);
  const said = names.filter((name) => name in file);
  if (said.length === 0 && quarantine.length === 0) {
    return [ok("settings", `no ${CONFIG_FILE} here that says anything`)];
  }
  const lines = said.map((name) => {
    const value = `${optionKey(name)}: ${shown(file[name])}`;
    return name in environment ? `${value} (${overriding(name)} wins)` : value;
  });
  return [ok("settings", `${CONFIG_FILE}: ${[...lines, ...quarantineLine(quarantine.length)].join("; ")}`)];
}

function shown(value: OptionValue | undefined): string {
  return Array.isArray(value) ? value.join(", ") : String(value);
}

function overriding(name: OptionName): string {
  return optionVariable(name) ?? "the environment";
}

function quarantineLine(count: number): readonly string[] {
  return count === 0 ? [] : [`${count} in quarantine`];
}
