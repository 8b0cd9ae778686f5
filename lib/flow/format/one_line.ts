import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from "yaml";
import { writeKey, writeText } from "./write_text.ts";

/**
 * A node on one line without its own comments, collections in braces; `null` when there is a comment, a text of several
 * lines or a block inside.
 */
export function oneLine(node: Node | null, blocks: ReadonlySet<Node>): string | null {
  return write(node, false);

  function write(node: Node | null, inFlow: boolean): string | null {
    if (node === null) return inFlow ? null : "";
    if (blocks.has(node) || (inFlow && (hasText(node.commentBefore) || hasText(node.comment)))) return null;
    if (isAlias(node)) return `*${node.source}`;
    const written = isScalar(node) ? scalarText(node, inFlow) : collectionText(node);
    return written === null ? null : `${anchorText(node)}${written}`;
  }

  function collectionText(node: Node): string | null {
    if (isSeq(node)) return joined(node.items.map((item) => write(item as Node | null, true)), "[]");
    if (!isMap(node)) return null;
    return joined((node.items as readonly Pair<Node, Node | null>[]).map(pairText), "{}");
  }

  function pairText({ key, value }: Pair<Node, Node | null>): string | null {
    if (hasText(key.comment) || hasText(key.commentBefore)) return null;
    const written = write(value, true);
    return written === null || written === "" ? null : `${keyText(key, true)}: ${written}`;
  }
}

function joined(parts: readonly (string | null)[], [open, close]: string): string | null {
  return parts.every((part) => part !== null && part !== "") ? `${open}${parts.join(", ")}${close}` : null;
}

function hasText(comment: string | null | undefined): comment is string {
  return comment !== undefined && comment !== null;
}

/** A key as it is written. */
export function keyText(key: Node, inFlow: boolean): string {
  const text = isScalar(key) ? String(key.source ?? key.value) : "";
  return writeKey(text, { inFlow, wasPlain: isScalar(key) && key.type === "PLAIN" });
}

/** A scalar without its comment; `null` for a block of several lines. */
export function scalarText(scalar: Scalar, inFlow: boolean): string | null {
  const { type, value, source } = scalar;
  if (type === "BLOCK_LITERAL" || type === "BLOCK_FOLDED") return null;
  if (typeof value !== "string") return source ?? String(value);
  const wasPlain = type === "PLAIN";
  const written = writeText(value, { inFlow, wasPlain });
  // Without its quotes a text before a comment could look as if the comment had cut it.
  return hasText(scalar.comment) && !wasPlain && written === value ? JSON.stringify(value) : written;
}

/** `&name ` where a node has an anchor. */
export function anchorText(node: Node): string {
  return "anchor" in node && typeof node.anchor === "string" ? `&${node.anchor} ` : "";
}
