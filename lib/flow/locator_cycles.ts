import type { NamedLocator } from "./flow_file.ts";
import type { Source } from "./source.ts";

/** Adds a problem for every named locator that builds on itself. */
export function checkLocatorCycles(locators: { readonly [name: string]: NamedLocator }, source: Source): void {
  for (const [name, { uses }] of Object.entries(locators)) {
    for (const use of uses) {
      const cycle = pathTo(name, use.name, [name]);
      if (cycle !== null) source.problem(`locator "${name}" builds on itself: ${cycle.join(" → ")}`, use.at);
    }
  }

  /** The names from one locator to another over what they build on. */
  function pathTo(goal: string, name: string, path: readonly string[]): readonly string[] | null {
    if (name === goal) return [...path, name];
    if (path.includes(name)) return null;
    const uses = Object.hasOwn(locators, name) ? locators[name]?.uses ?? [] : [];
    for (const next of uses) {
      const found = pathTo(goal, next.name, [...path, name]);
      if (found !== null) return found;
    }
    return null;
  }
}
