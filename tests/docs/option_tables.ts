import { COMMANDS } from "../../lib/cli/commands.ts";
import { defaultOf, usageOf } from "../../lib/cli/help.ts";
import { type Section, SECTIONS } from "../../lib/cli/option.ts";
import {
  OPTION_NAMES,
  optionEntry,
  optionKey,
  type OptionName,
  optionsOf,
  optionVariable,
} from "../../lib/cli/options.ts";
import { code, markdownTable } from "./markdown_table.ts";

/** Every command. */
export function commandTable(): string {
  const rows = Object.entries(COMMANDS).map(([name, { summary, usage }]) => {
    return [code(`qa-rig ${name} ${usage.replace("[options]", "")}`.trim()), summary];
  });
  return markdownTable(["command", "does"], rows);
}

/** Every option, a table for each section. */
export function optionTables(): string {
  return (Object.keys(SECTIONS) as readonly Section[]).flatMap((section) => {
    const names = OPTION_NAMES.filter((name) => optionEntry(name).section === section);
    const title = section === "command" ? "Of one command" : SECTIONS[section];
    return [`**${title}**`, "", markdownTable(HEAD, names.map(optionRow)), ""];
  }).join("\n").trimEnd();
}

const HEAD = ["option", "meaning", "default", "variable", "key of `qa-rig.yaml`"];

function optionRow(name: OptionName): readonly string[] {
  const entry = optionEntry(name);
  const shown = defaultOf(entry);
  const summary = entry.kind === "flag" && entry.default ? `do not ${entry.summary}` : entry.summary;
  const commands = Object.keys(COMMANDS).filter((command) => optionsOf(command).includes(name));
  const owner = entry.section === "command" ? ` (\`${commands.join("`, `")}\`)` : "";
  return [
    code(usageOf(name)),
    summary + owner,
    entry.shown === undefined ? code(shown) : entry.shown,
    code(optionVariable(name)),
    entry.file === "yes" ? code(optionKey(name)) : "—",
  ];
}
