import { UsageError } from "../errors.ts";
import type { Environment } from "../host.ts";
import { readPairs } from "./pairs.ts";
import type { TelemetryVariableName } from "./telemetry_variables.ts";

/** A kind of telemetry that has variables of its own. */
export type Signal = "traces" | "metrics";

/** What a number must be to count. */
export interface NumberRange {
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
}

/** Reads variables of `TELEMETRY_VARIABLES`; what cannot be understood counts as unset and leaves a warning. */
export class VariableReader {
  readonly warnings: string[] = [];

  /** `isRequired`: whether an entry that cannot be used is an error. */
  constructor(readonly env: Environment, private readonly isRequired = false) {}

  text(name: TelemetryVariableName): string | undefined {
    return this.#trimmed(name);
  }

  /** The form for one signal, else the general one: `[variable, text]`. */
  ofSignal(
    signal: Signal,
    name: TelemetryVariableName,
  ): { readonly variable: string; readonly text: string } | undefined {
    for (const variable of [signalForm(signal, name), name]) {
      const text = this.#trimmed(variable);
      if (text !== undefined) return { variable, text };
    }
    return undefined;
  }

  choice<T extends string>(name: TelemetryVariableName, choices: readonly T[]): T | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : this.chosen({ variable: name, text }, choices);
  }

  chosen<T extends string>(
    { variable, text }: { readonly variable: string; readonly text: string },
    choices: readonly T[],
  ): T | undefined {
    const found = choices.find((choice) => choice === text.toLowerCase());
    if (found === undefined) this.warn(variable, `found "${text}", expected one of ${choices.join(", ")}`);
    return found;
  }

  number(name: TelemetryVariableName, range: NumberRange): number | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : this.numberIn({ variable: name, text }, range);
  }

  numberIn(
    { variable, text }: { readonly variable: string; readonly text: string },
    { least, most, whole = true }: NumberRange,
  ): number | undefined {
    const value = Number(text);
    if (value >= least && value <= most && (!whole || Number.isSafeInteger(value))) return value;
    const bounds = `from ${least} to ${most}`;
    this.warn(variable, `found "${text}", expected a ${whole ? "whole number" : "number"} ${bounds}`);
    return undefined;
  }

  /** `name=value` pairs; the values are not repeated in warnings, because headers hold credentials. */
  pairs(variable: string, keyOf?: (name: string) => string): Readonly<Record<string, string>> {
    const { pairs, problems, repeats } = readPairs(this.#trimmed(variable) ?? "", keyOf);
    for (const problem of problems) this.refuseEntry(variable, problem);
    for (const repeat of repeats) this.warn(variable, repeat);
    return pairs;
  }

  /** Leaves an entry of a variable out with a warning; throws `UsageError` where telemetry is required. */
  refuseEntry(variable: string, problem: string): void {
    if (!this.isRequired) return this.warn(variable, `${problem}, so it is left out`);
    throw new UsageError(`Cannot use variable "${variable}": ${problem}`, {
      hint: "telemetry is required, and would go out without it",
    });
  }

  #trimmed(variable: string): string | undefined {
    return this.env.get(variable)?.trim() || undefined;
  }

  warn(variable: string, problem: string): void {
    const warning = `Cannot use all of variable "${variable}": ${problem}`;
    if (!this.warnings.includes(warning)) this.warnings.push(warning);
  }
}

/** `OTEL_EXPORTER_OTLP_ENDPOINT` of traces is `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`. */
export function signalForm(signal: Signal, name: TelemetryVariableName): string {
  return name.replace("OTEL_EXPORTER_OTLP_", `OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_`);
}
