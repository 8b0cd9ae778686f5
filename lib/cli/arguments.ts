// @ts-types="./std_parse_args.d.ts"
import { parseArgs } from "@std/cli/parse-args";
import { UsageError } from "../errors.ts";
import { didYouMean } from "../near_names.ts";
import { COMMANDS } from "./commands.ts";
import { expectedValue, readOptionValue, refusedText } from "./option_value.ts";
import { type GivenOptions, optionEntry, type OptionName, OPTIONS, optionsOf, optionSwitch } from "./options.ts";
import type { OptionEntry, OptionValue } from "./option.ts";
import { shownValue } from "./shown_value.ts";

/** What the command line says. */
export interface Arguments {
  /** A name of `COMMANDS`; `null` when none was given. */
  readonly command: string | null;
  readonly paths: readonly string[];
  readonly options: GivenOptions;
}

/** Reads the command line; throws `UsageError` for anything that no option or command explains. */
export function parseArguments(args: readonly string[]): Arguments {
  const end = args.indexOf("--");
  const before = withDashes((end === -1 ? args : args.slice(0, end)).map(plainArgument));
  const unknown = before.filter((argument) => MISREAD.test(argument));
  if (unknown[0] !== undefined) throw unknownOption(unknown[0], "qa-rig");
  const parsed = parseArgs([...before, ...(end === -1 ? [] : args.slice(end))], {
    ...PARSE_OPTIONS,
    unknown: (argument, key) => key === undefined || unknown.push(argument) === 0,
  });
  const [first, ...rest] = parsed._.map(String);
  // `qa-rig help run` is what many try first.
  const asked = first === "help";
  const [command, ...paths] = asked ? rest : [first, ...rest].filter((word) => word !== undefined);
  checkCommand(command);
  const given = givenOptions(parsed);
  if (unknown[0] !== undefined) throw unknownOption(unknown[0], command ?? "qa-rig");
  checkConflicts(given);
  checkBelongs(given, command ?? "qa-rig");
  return { command: command ?? null, paths, options: asked ? { ...given, help: true } : given };
}

const NAMES = Object.keys(OPTIONS) as readonly OptionName[];
// Flags are texts too: a boolean of `parseArgs()` is false when it was not given, and `--no-x=1` is true.
const PARSE_OPTIONS = { string: ["_", ...NAMES], collect: NAMES };

const LETTERS: ReadonlyMap<string, string> = new Map(
  NAMES.flatMap((name) => {
    const { letter } = optionEntry(name);
    if (letter === undefined) return [];
    return [[`-${letter.name}`, letter.value === undefined ? `--${name}` : `--${name}=${letter.value}`] as const];
  }),
);

/** Would be taken for the list of everything that is no option, which is called `_`. */
const MISREAD = /^--(no-)?_(=|$)|^-(?!-).*_/s;

/** Writes an argument in the one form that `parseArgs()` cannot misread. */
function plainArgument(argument: string): string {
  const long = LETTERS.get(argument) ?? argument;
  const { not = "", name = "", text } = /^--(?<not>no-)?(?<name>[^=]+)(?:=(?<text>.*))?$/s.exec(long)?.groups ?? {};
  if (!isOptionName(name)) return long;
  const entry = optionEntry(name);
  if (entry.kind === "flag") return plainFlag(name, not !== "", text);
  // Without the "=", `--shuffle flows/` would take the path for the seed.
  return entry.kind === "optional_value" && text === undefined ? `${long}=` : long;
}

/** `--output -`: `parseArgs()` takes nothing that begins with a dash for a value. */
function withDashes(args: readonly string[]): readonly string[] {
  return args.flatMap((argument, index) => {
    const next = args[index + 1];
    if (argument === "-" && takesValue(args[index - 1])) return [];
    return next === "-" && takesValue(argument) ? [`${argument}=-`] : [argument];
  });
}

function takesValue(argument: string | undefined): boolean {
  const name = argument?.replace(/^--/, "") ?? "";
  return argument !== name && isOptionName(name) && optionEntry(name).kind !== "flag";
}

function plainFlag(name: OptionName, negated: boolean, text: string | undefined): string {
  if (negated && text !== undefined) {
    throw new UsageError(`Cannot read option "--no-${name}": found "${text}", expected no value`);
  }
  return negated ? `--${name}=false` : `--${name}=${text ?? "true"}`;
}

function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

function checkCommand(command: string | undefined): void {
  if (command === undefined || Object.hasOwn(COMMANDS, command)) return;
  const looksLikePath = /[./\\]/.test(command);
  const names = Object.keys(COMMANDS);
  throw new UsageError(`Cannot run command "${command}": expected one of ${names.join(", ")}`, {
    hint: looksLikePath ? `to run flows, write "qa-rig run ${command}"` : didYouMean(command, names),
  });
}

function unknownOption(argument: string, command: string): UsageError {
  const written = argument.split("=")[0] ?? argument;
  const known = optionsOf(command).flatMap((name) => {
    return optionEntry(name).kind === "flag" ? [name, `no-${name}`] : [name];
  });
  return new UsageError(`Cannot read option "${written}": ${commandTitle(command)} has no such option`, {
    hint: didYouMean(written.replace(/^--?/, ""), known, "--") ?? `see "${commandTitle(command)} --help"`,
  });
}

function commandTitle(command: string): string {
  return command === "qa-rig" ? "qa-rig" : `qa-rig ${command}`;
}

function givenOptions(parsed: { readonly [name: string]: unknown }): GivenOptions {
  const given: { [name in OptionName]?: OptionValue } = {};
  for (const name of NAMES) {
    const texts = parsed[name];
    if (Array.isArray(texts) && texts.length > 0) given[name] = readTexts(name, texts.map(String));
  }
  return given;
}

function readTexts(name: OptionName, texts: readonly string[]): OptionValue {
  const entry = optionEntry(name);
  const value = readOptionValue(entry, texts);
  if (value === undefined) throw refused(`--${name}`, entry, refusedText(entry, texts));
  return value;
}

function refused(written: string, entry: OptionEntry, text: string): UsageError {
  if (text !== "") {
    const found = shownValue(entry, text);
    return new UsageError(`Cannot read option "${written}": found "${found}", expected ${expectedValue(entry, text)}`);
  }
  return new UsageError(`Cannot read option "${written}": found no value, expected ${expectedValue(entry, "")}`, {
    hint: `write "${written}=VALUE"; a value that begins with "-" needs the "="`,
  });
}

function checkConflicts(given: GivenOptions): void {
  for (const name of NAMES) {
    const other = optionEntry(name).conflicts;
    if (other === undefined || !isOptionName(other)) continue;
    if (isOn(given[name]) && isOn(given[other])) {
      throw new UsageError(`Cannot use option "--${name}" together with "--${other}": expected one of them`);
    }
  }
}

function isOn(value: OptionValue | undefined): boolean {
  return value !== undefined && value !== false;
}

function checkBelongs(given: GivenOptions, command: string): void {
  const own = optionsOf(command);
  const foreign = NAMES.find((name) => name in given && !own.includes(name));
  if (foreign === undefined) return;
  const { commands } = optionEntry(foreign);
  throw new UsageError(`Cannot use option "${optionSwitch(foreign)}": ${commandTitle(command)} has no such option`, {
    hint: `it belongs to ${listed(commands.map((name) => name === "qa-rig" ? "qa-rig itself" : `"qa-rig ${name}"`))}`,
  });
}

/** `a, b and c`; the formatter is made here, because making it would cost every start 10 ms. */
function listed(names: readonly string[]): string {
  return new Intl.ListFormat("en-GB").format(names);
}
