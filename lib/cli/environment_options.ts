import { UsageError } from "../errors.ts";
import type { Environment } from "../host.ts";
import { didYouMean } from "../near_names.ts";
import type { OptionEntry, OptionValue } from "./option.ts";
import { expectedValue, readOptionValue, refusedText } from "./option_value.ts";
import { shownValue } from "./shown_value.ts";
import { type GivenOptions, OPTION_NAMES, optionEntry, type OptionName, optionVariable } from "./options.ts";

/** Variables with the prefix that are no option. */
const OTHER_VARIABLES = ["QA_RIG_OTEL_SHUTDOWN_TIMEOUT"];

/** What the environment says, and warnings about what it does not say clearly. */
export interface EnvironmentOptions {
  readonly options: GivenOptions;
  readonly warnings: readonly string[];
}

/** Reads the `QA_RIG_…` variables; one that cannot be read is a `UsageError`, an unknown one a warning. */
export function readEnvironment(env: Environment, names: readonly OptionName[]): EnvironmentOptions {
  const options: { [name in OptionName]?: OptionValue } = {};
  const warnings = unknownVariables(env);
  for (const name of names) {
    const variable = optionVariable(name);
    if (variable === null) continue;
    if (name !== "otel" && env.isUnreadable(variable)) {
      throw new UsageError(
        `Cannot read variable "${variable}": found bytes that are not Unicode, expected ${
          expectedValue(optionEntry(name), "")
        }`,
      );
    }
    const text = env.get(variable);
    if (text === undefined) continue;
    const value = readVariable(optionEntry(name), text);
    if (value !== undefined) options[name] = value;
    // An unclear wish for telemetry is no usage error: lib/telemetry reads the variable again and warns.
    else if (name !== "otel") throw unreadable(variable, optionEntry(name), text);
  }
  return { options, warnings };
}

function readVariable(entry: OptionEntry, text: string): OptionValue | undefined {
  return readOptionValue(entry, entry.kind === "list" ? linesOf(text) : [text]);
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line !== "");
}

function unreadable(variable: string, entry: OptionEntry, text: string): UsageError {
  const refused = entry.kind === "list" ? refusedText(entry, linesOf(text)) : text;
  const found = shownValue(entry, refused);
  return new UsageError(
    `Cannot read variable "${variable}": found "${found}", expected ${expectedValue(entry, refused)}`,
  );
}

function unknownVariables(env: Environment): string[] {
  const known = [...OPTION_NAMES.flatMap((name) => optionVariable(name) ?? []), ...OTHER_VARIABLES];
  return env.names().filter((name) => name.startsWith("QA_RIG_") && !known.includes(name)).sort().map((name) => {
    const hint = didYouMean(name, known);
    return `Unknown variable "${name}" is ignored${hint === null ? "" : `: ${hint}`}`;
  });
}
