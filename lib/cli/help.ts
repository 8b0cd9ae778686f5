import { COMMANDS } from "./commands.ts";
import { type OptionEntry, type Section, SECTIONS } from "./option.ts";
import { optionEntry, type OptionName, optionsOf, optionSwitch } from "./options.ts";

/** The help of the program. */
export function programHelp(): string {
  return [
    "qa-rig runs browser flows from YAML files and writes report.json",
    "",
    "usage: qa-rig <command> [paths…] [options]",
    "",
    "Commands",
    ...table(Object.entries(COMMANDS).map(([name, { summary }]) => [name, summary])),
    ...optionSections("qa-rig"),
    "",
    'Try "qa-rig demo" first. "qa-rig <command> --help" lists the options of a command.',
    "",
  ].join("\n");
}

/** The help of a command, one line for each option. */
export function commandHelp(name: string): string {
  const command = COMMANDS[name];
  if (command === undefined) return programHelp();
  return [
    `qa-rig ${name}: ${command.summary}`,
    "",
    `usage: qa-rig ${name} ${command.usage}`,
    "",
    command.about,
    ...optionSections(name),
    ...(optionsOf(name).includes("output-dir") ? ["", ...OPTION_RULE] : []),
    "",
  ].join("\n");
}

const OPTION_RULE = [
  "Every option is also a variable, QA_RIG_ and its name (--base-url is QA_RIG_BASE_URL,",
  "--otel is QA_RIG_OTEL_ENABLED, --no-x is QA_RIG_X=0, a repeated one has one value a line),",
  "and most are keys of qa-rig.yaml (base_url). TIME is 500ms, 20s, 2m or 1h; [ ] is the default.",
];

function optionSections(command: string): readonly string[] {
  const names = optionsOf(command);
  return (Object.keys(SECTIONS) as readonly Section[]).flatMap((section) => {
    const own = names.filter((name) => optionEntry(name).section === section);
    return own.length === 0 ? [] : ["", SECTIONS[section], ...table(own.map((name) => [usageOf(name), lineOf(name)]))];
  });
}

/** How an option is written with its value: `-x, --max-failures N`, `--shuffle[=SEED]`. */
export function usageOf(name: OptionName): string {
  const entry = optionEntry(name);
  // A letter for one of many values is explained in the summary.
  const isShort = entry.letter !== undefined && (entry.letter.value ?? "true") === "true";
  const letter = isShort ? `-${entry.letter?.name}, ` : "";
  if (entry.kind === "flag") return letter + optionSwitch(name);
  return letter + (entry.kind === "optional_value" ? `--${name}[=${entry.value}]` : `--${name} ${entry.value}`);
}

function lineOf(name: OptionName): string {
  const entry = optionEntry(name);
  const shown = defaultOf(entry);
  const summary = entry.kind === "flag" && entry.default ? `do not ${entry.summary}` : entry.summary;
  return shown === null ? summary : `${summary} [${shown}]`;
}

/** The default of an option for people, `null` when there is nothing to say. */
export function defaultOf(entry: OptionEntry): string | null {
  if (entry.shown !== undefined) return entry.shown;
  if (entry.kind === "flag" || entry.default === null) return null;
  const text = Array.isArray(entry.default) ? entry.default.join(",") : String(entry.default);
  return text === "" ? null : text;
}

function table(rows: readonly (readonly [string, string])[]): readonly string[] {
  return rows.map(([left, right]) => `  ${left.padEnd(23)}  ${right}`);
}
