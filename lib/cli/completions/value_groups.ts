import type { CompletedValue, CompletionTable } from "./completion_table.ts";

/** Switches that the same values may follow. */
export interface ValueGroup {
  readonly switches: readonly string[];
  readonly value: CompletedValue;
}

/** The options with a value, grouped by what may follow; `-x` stands for one value and has none. */
export function valueGroups({ options }: CompletionTable): readonly ValueGroup[] {
  const groups = new Map<string, { switches: string[]; value: CompletedValue }>();
  for (const { switches, value } of options) {
    if (value === null) continue;
    const key = JSON.stringify(value);
    const group = groups.get(key) ?? { switches: [], value };
    group.switches.push(...switches.filter((written) => written !== "-x"));
    groups.set(key, group);
  }
  return [...groups.values()];
}
