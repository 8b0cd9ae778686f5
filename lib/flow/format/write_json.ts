import { isMap, isScalar, isSeq, type Node, type Pair } from "yaml";

/** Columns of a line. */
const COLUMNS = 120;

type JsonPair = Pair<Node, Node | null>;

/** The tree of a JSON text in canonical form: lists of steps have a line for each step that fits on one. */
export function writeJson(root: Node | null, blocks: ReadonlySet<Node>): string {
  return `${write(root, { pad: "", room: root !== null && isMap(root) ? 0 : COLUMNS })}\n`;

  /** `room` is what is left of the line. */
  function write(node: Node | null, { pad, room }: { readonly pad: string; readonly room: number }): string {
    const short = holdsList(node) ? null : compact(node);
    if (short !== null && (short.length <= room || !isCollection(node))) return short;
    const inner = `${pad}  `;
    const entries = isMap(node)
      ? (node.items as readonly JsonPair[]).map(({ key, value }) => {
        const head = `${inner}${keyText(key)}: `;
        return `${head}${write(value, { pad: inner, room: COLUMNS - head.length - 1 })}`;
      })
      : itemsOf(node).map((item) => `${inner}${write(item, { pad: inner, room: COLUMNS - inner.length - 1 })}`);
    const [open, close] = isMap(node) ? "{}" : "[]";
    return entries.length === 0 ? `${open}${close}` : `${open}\n${entries.join(",\n")}\n${pad}${close}`;
  }

  function holdsList(node: Node | null): boolean {
    if (isSeq(node)) return blocks.has(node) || itemsOf(node).some(holdsList);
    return isMap(node) && (node.items as readonly JsonPair[]).some(({ value }) => holdsList(value));
  }
}

function compact(node: Node | null): string {
  if (isMap(node)) {
    const entries = (node.items as readonly JsonPair[]).map(({ key, value }) => `${keyText(key)}: ${compact(value)}`);
    return `{${entries.join(", ")}}`;
  }
  if (isSeq(node)) return `[${itemsOf(node).map(compact).join(", ")}]`;
  if (!isScalar(node)) return "null";
  // A number keeps its text: 1.10 is not 1.1 to everybody.
  return typeof node.value === "string" ? JSON.stringify(node.value) : node.source ?? String(node.value);
}

function keyText(key: Node): string {
  return JSON.stringify(isScalar(key) ? String(key.value) : "");
}

function isCollection(node: Node | null): boolean {
  return (isMap(node) || isSeq(node)) && node.items.length > 0;
}

function itemsOf(node: Node | null): readonly (Node | null)[] {
  return isSeq(node) ? node.items as (Node | null)[] : [];
}
