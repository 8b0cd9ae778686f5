import type { OptionValue } from "./option.ts";
import { type GivenOptions, OPTION_NAMES, optionEntry, type OptionName, type Options } from "./options.ts";

/** Where the value of an option came from, the strongest first. */
export const OPTION_SOURCES = ["command line", "environment", "qa-rig.yaml", "default"] as const;

/** A name of `OPTION_SOURCES`. */
export type OptionSource = typeof OPTION_SOURCES[number];

/** Every option with its value, and where each came from. */
export interface SettledOptions {
  readonly options: Options;
  readonly sources: { readonly [name in OptionName]: OptionSource };
  /** What is unclear about them; standard error has it already. */
  readonly warnings?: readonly string[];
}

/** What each place says; the command line wins over the environment, that over `qa-rig.yaml`. */
export interface OptionLayers {
  readonly commandLine: GivenOptions;
  readonly environment: GivenOptions;
  readonly file: GivenOptions;
}

/** Picks the value of every option from the strongest place that says one. */
export function settleOptions({ commandLine, environment, file }: OptionLayers): SettledOptions {
  const layers = [commandLine, environment, file];
  const settled = OPTION_NAMES.map((name) => {
    const found = layers.findIndex((layer) => layer[name] !== undefined);
    const value = found === -1 ? optionEntry(name).default : layers[found]?.[name] ?? null;
    return { name, value, source: OPTION_SOURCES[found] ?? "default" };
  });
  const values: { readonly [name: string]: OptionValue } = Object.fromEntries(
    settled.map(({ name, value }) => [camelCase(name), value]),
  );
  // The one cast of the option table: each value was read by its own entry.
  return {
    options: values as unknown as Options,
    sources: Object.fromEntries(settled.map(({ name, source }) => [name, source])) as SettledOptions["sources"],
  };
}

/** The key of an option in `Options`: `base-url` is `baseUrl`. */
export function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
