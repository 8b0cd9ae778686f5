import { isMap, isPair, isScalar, isSeq, type Node } from "yaml";
import type { LinkedPart } from "./links.ts";
import type { LocatorUse } from "./locator_names.ts";
import type { Reader } from "./reader.ts";

/** What is found while a file is read and checked when all of it is known. */
export class Findings {
  readonly locatorUses: LocatorUse[] = [];
  /** Words in steps that could not be read: variables that such a step may set are not reported as unknown. */
  readonly maybe = new Set<string>();
  /** Names after `env.` in the parts that are used. */
  readonly envNames = new Set<string>();
  /** Steps so far, at any depth. */
  steps = 0;

  /** One by one: a file may have more of them than a call takes arguments. */
  addUses(uses: readonly LocatorUse[]): void {
    for (const use of uses) this.locatorUses.push(use);
  }

  addPart({ envNames }: LinkedPart): void {
    for (const name of envNames) this.envNames.add(name);
  }

  addMaybe(node: Node | null, reader: Reader): void {
    const resolved = reader.resolve(node);
    if (isScalar(resolved)) this.maybe.add(String(resolved.source));
    for (const child of childrenOf(resolved)) this.addMaybe(child, reader);
  }
}

function childrenOf(node: Node | null): readonly Node[] {
  if (isSeq(node)) return node.items as Node[];
  return isMap(node) ? node.items.flatMap((pair) => isPair(pair) ? [pair.key as Node, pair.value as Node] : []) : [];
}
