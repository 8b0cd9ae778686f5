import { writeDuration } from "../duration.ts";
import type { OptionValue } from "./option.ts";
import { optionEntry, type OptionName, optionsOf, optionVariable } from "./options.ts";
import { camelCase, type SettledOptions } from "./settle_options.ts";
import { shownValue } from "./shown_value.ts";

/** What `--show-config` prints: every option of a command with its value and where that comes from. */
export function showOptions(command: string, { options, sources }: SettledOptions): string {
  const values: { readonly [name: string]: OptionValue } = options;
  const rows = optionsOf(command)
    .filter((name) => !["help", "version", "licenses", "show-config"].includes(name))
    .map((name) => [name, valueOf(name, values[camelCase(name)] ?? null), sourceOf(name, sources[name])] as const);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map(([name, value, source]) =>
    `${name.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${source}\n`
  ).join("");
}

function valueOf(name: OptionName, value: OptionValue): string {
  const entry = optionEntry(name);
  if (value === null || (Array.isArray(value) && value.length === 0)) return entry.shown ?? "-";
  if (entry.kind === "duration") return writeDuration(Number(value));
  return (Array.isArray(value) ? value : [String(value)]).map((text) => shownValue(entry, text)).join(", ");
}

function sourceOf(name: OptionName, source: SettledOptions["sources"][OptionName]): string {
  return source === "environment" ? `environment (${optionVariable(name)})` : source;
}
