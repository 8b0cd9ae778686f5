import { type Alias, isAlias, isMap, isNode, isPair, isSeq, type Node } from "yaml";
import type { Source } from "./source.ts";

/** Values that all aliases of a file may stand for together. */
const MAX_ALIASED = 20_000;

/** What each alias stands for; one that is a problem is not among them. */
export type Aliases = ReadonlyMap<Alias, Node>;

/** Resolves the aliases of a tree; one that is unknown, that holds itself, or too many are problems. */
export function resolveAliases(root: Node | null, source: Source): Aliases {
  const aliases = new Map<Alias, Node>();
  if (root === null || !source.text.includes("*")) return aliases;
  const anchors = new Map<string, Node>();
  const sizes = new Map<Node, number>();
  const open = new Set<Node>();
  let aliased = 0;
  visit(root);
  return aliases;

  function visit(node: Node): number {
    if (isAlias(node)) return visitAlias(node);
    if ("anchor" in node && typeof node.anchor === "string") anchors.set(node.anchor, node);
    open.add(node);
    const size = 1 + childrenOf(node).reduce((sum, child) => sum + visit(child), 0);
    open.delete(node);
    sizes.set(node, size);
    return size;
  }

  function visitAlias(alias: Alias): number {
    const [start, end] = alias.range ?? [0, 0];
    const target = anchors.get(alias.source);
    if (target === undefined) {
      const hint = `put the value in double quotes: "${source.text.slice(start, end)}"`;
      source.spoil(`"*" begins an alias, and there is no anchor "&${alias.source}"`, [start, end], {
        hint,
        offset: start,
      });
      return 1;
    }
    if (open.has(target)) {
      source.spoil(`alias "*${alias.source}" stands inside its own anchor`, [start, end], {
        hint: null,
        offset: start,
      });
      return 1;
    }
    const size = sizes.get(target) ?? 1;
    if (aliased <= MAX_ALIASED && aliased + size > MAX_ALIASED) {
      source.problem(`aliases stand for more than ${MAX_ALIASED} values`, [start, end], "write fewer of them out");
    }
    aliased += size;
    if (aliased <= MAX_ALIASED) aliases.set(alias, target);
    return size;
  }
}

function childrenOf(node: Node): readonly Node[] {
  if (isSeq(node)) return node.items.filter(isNode);
  if (isMap(node)) return node.items.flatMap((pair) => isPair(pair) ? [pair.key, pair.value].filter(isNode) : []);
  return [];
}
