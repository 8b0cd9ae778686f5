import { isMap, isScalar, type Node } from "yaml";
import { UsageError } from "../errors.ts";
import { parseYaml } from "../flow/parse_yaml.ts";
import { type Range, Source } from "../flow/source.ts";

/** Reads a `--var-file`: a map in YAML or JSON; scalars count as they are written. Throws `UsageError`. */
export function parseVariables(text: string, path: string): { readonly [name: string]: string } {
  const source = new Source(path, text, "variables");
  const root = parseYaml(source);
  const entries = root === null ? [] : entriesOf(root, source);
  const [first] = source.problems;
  if (first !== undefined) throw new UsageError(first.message, first);
  return Object.fromEntries(entries);
}

function entriesOf(root: Node, source: Source): readonly (readonly [name: string, text: string])[] {
  if (isMap<Node, Node | null>(root)) return root.items.map(({ key, value }) => [nameOf(key, source), textOf(value)]);
  source.problem("expected a map of variables", rangeOf(root));
  return [];
}

function nameOf(key: Node, source: Source): string {
  if (isScalar(key) && typeof key.value === "string") return key.value;
  source.problem("expected a name", rangeOf(key));
  return "";
}

/** Lists and maps become JSON, which is how `--var` gives them. */
function textOf(node: Node | null): string {
  if (node === null) return "";
  return isScalar(node) ? node.source ?? "" : JSON.stringify(toData(node));
}

function toData(node: Node | null): unknown {
  if (node === null) return null;
  if (isScalar(node)) return node.value;
  if (isMap<Node, Node | null>(node)) {
    return Object.fromEntries(node.items.map(({ key, value }) => [isScalar(key) ? key.source : "", toData(value)]));
  }
  return "items" in node ? (node.items as readonly Node[]).map(toData) : null;
}

function rangeOf({ range }: Node): Range {
  return [range?.[0] ?? 0, range?.[1] ?? 0];
}
