import type { Node } from "yaml";
import type { StepNode } from "../plan/step_node.ts";
import type { Written } from "../plan/value.ts";
import type { Entry, Reader } from "./reader.ts";
import type { Range } from "./source.ts";

/** Where in an input steps and expressions stand, as an action declares them. */
export interface InputShape {
  readonly steps: readonly string[];
  /** Keys, or paths with dots and `*`. */
  readonly expressions: readonly string[];
}

/** How the steps below a key are read. */
export type ReadSteps = (node: Node | null, range: Range) => readonly StepNode[];

/** Reads the map of an input: steps become nodes, expressions are parsed, all else is data. */
export function readInput(
  entries: readonly Entry[],
  range: Range,
  { reader, shape, readSteps }: { readonly reader: Reader; readonly shape: InputShape; readonly readSteps: ReadSteps },
): { readonly [key: string]: Written } {
  return readLevel(entries, range, shape.expressions.map((path) => path.split(".")), shape.steps);

  function readLevel(
    level: readonly Entry[],
    at: Range,
    paths: readonly (readonly string[])[],
    steps: readonly string[],
  ): { readonly [key: string]: Written } {
    return reader.readMap(level, at, (entry) => {
      if (steps.includes(entry.key)) return readSteps(entry.node, entry.range);
      const below = paths.filter(([head]) => head === entry.key || head === "*").map(([, ...rest]) => rest);
      return readEntry(entry, below);
    });
  }

  function readEntry({ node, range }: Entry, below: readonly (readonly string[])[]): Written {
    const inner = below.length === 0 ? null : reader.entriesOf(node);
    const deeper = below.filter((path) => path.length > 0);
    if (inner !== null && deeper.length > 0) return readLevel(inner, range, deeper, []);
    return below.some((path) => path.length === 0) ? reader.readExpression(node, range) : reader.read(node, range);
  }
}
