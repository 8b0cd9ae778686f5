import { ERROR_CLASSES } from "../../actions/action_error.ts";
import { REPORTERS } from "../../report/mod.ts";
import { COMMANDS } from "../commands.ts";
import { OPTION_NAMES, optionEntry, type OptionName, optionsOf, optionSwitch } from "../options.ts";

/** What `--list` can print; a script asks for it when the moment comes. */
export const LISTS = ["tags", "names", "actions"] as const;

/** A name of `LISTS`. */
export type ListName = typeof LISTS[number];

/** What may follow an option. */
export type CompletedValue =
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "list"; readonly list: ListName }
  | { readonly kind: "file" | "folder" | "text" };

/** An option as a shell completes it. */
export interface CompletedOption {
  readonly name: OptionName;
  /** As it is typed: `--tag`, `--no-trace-parent`, `-o`. */
  readonly switches: readonly string[];
  readonly summary: string;
  /** Names of the commands that take it; `null` is the program without a command. */
  readonly commands: readonly (string | null)[];
  /** `null` where no word follows. */
  readonly value: CompletedValue | null;
}

/** A command as a shell completes it. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  /** What its first argument can be, where that is a choice. */
  readonly words: readonly string[];
  readonly switches: readonly string[];
}

/** All that the script of a shell is made from. */
export interface CompletionTable {
  readonly commands: readonly CompletedCommand[];
  readonly options: readonly CompletedOption[];
}

/** The commands and options of this program. */
export function completionTable(): CompletionTable {
  const options = OPTION_NAMES.map(completedOption);
  const commands = Object.entries(COMMANDS).map(([name, { summary, usage }]) => ({
    name,
    summary,
    words: firstWords(usage),
    switches: switchesOf(options, name),
  }));
  return { commands, options };
}

/** The switches that a command takes, `null` being the program without one. */
export function switchesOf(options: readonly CompletedOption[], command: string | null): readonly string[] {
  return options.filter(({ commands }) => commands.includes(command)).flatMap(({ switches }) => switches);
}

/** `flow|report` at the start of a command's usage. */
function firstWords(usage: string): readonly string[] {
  return /^[a-z]+(\|[a-z]+)+/.exec(usage)?.[0].split("|") ?? [];
}

function completedOption(name: OptionName): CompletedOption {
  const entry = optionEntry(name);
  const { letter } = entry;
  const owners = [...Object.keys(COMMANDS).filter((command) => optionsOf(command).includes(name))];
  return {
    name,
    switches: [optionSwitch(name), ...letter === undefined ? [] : [`-${letter.name}`]],
    summary: entry.kind === "flag" && entry.default ? `do not ${entry.summary}` : entry.summary,
    commands: [...owners, ...optionsOf("qa-rig").includes(name) ? [null] : []],
    value: valueOf(name),
  };
}

/** Choices that stand in other tables. */
const WORDS: { readonly [name in OptionName]?: readonly string[] } = {
  reporter: Object.keys(REPORTERS),
  "retry-on": ERROR_CLASSES,
};

const LISTED: { readonly [name in OptionName]?: ListName } = { tag: "tags", name: "names" };

function valueOf(name: OptionName): CompletedValue | null {
  const entry = optionEntry(name);
  // A value of `--shuffle` needs its "=".
  if (entry.kind === "flag" || entry.kind === "optional_value") return null;
  if (entry.kind === "choice") return { kind: "words", words: entry.choices };
  const [words, list] = [WORDS[name], LISTED[name]];
  if (words !== undefined) return { kind: "words", words };
  if (list !== undefined) return { kind: "list", list };
  if (entry.value === "FILE") return { kind: "file" };
  return { kind: entry.value === "FOLDER" || entry.value === "PATH" ? "folder" : "text" };
}
