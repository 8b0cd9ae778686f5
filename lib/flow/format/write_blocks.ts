import { type Document, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import { braceComment, commentLines, endComment, leadingLines, trailingComment } from "./comment_lines.ts";
import { keptBlock, keptLines, type TextSpot } from "./kept_text.ts";
import { anchorText, keyText, oneLine } from "./one_line.ts";

/** Columns of a line; a collection that needs more gets a line for each entry. */
const COLUMNS = 120;

/** A document in canonical form; `text` is what it was read from, for texts of several lines, which stay as they are. */
export function writeBlocks(document: Document, blocks: ReadonlySet<Node>, text: string): string {
  const { contents } = document;
  const parts = [
    commentLines(document.commentBefore, ""),
    contents === null ? [] : [...braceComment(contents, ""), ...linesOf(contents, "")],
    commentLines(document.comment, ""),
  ];
  const written = parts.map(trimmed).filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${written.join("\n\n")}\n`;

  /** Blank lines at the end belong to a text where one keeps them. */
  function trimmed(lines: readonly string[]): readonly string[] {
    const isText = (line: string) => line !== "";
    const end = /[|>]\d?\+/.test(text) ? lines.length : lines.findLastIndex(isText) + 1;
    return lines.slice(Math.max(0, lines.findIndex(isText)), end);
  }

  function linesOf(node: Node, pad: string): readonly string[] {
    if (isMap(node)) return [...mapLines(node, pad), ...endComment(node, pad)];
    if (!isSeq(node)) return [`${pad}${oneLine(node, blocks) ?? ""}`];
    return [...(node.items as (Node | null)[]).flatMap((item) => itemLines(item, pad)), ...endComment(node, pad)];
  }

  function mapLines(map: YAMLMap, pad: string): readonly string[] {
    return (map.items as readonly Pair<Node, Node | null>[]).flatMap(({ key, value }) => [
      ...leadingLines(key, pad),
      ...entryLines(`${pad}${keyText(key, false)}:`, value, { pad, between: value?.commentBefore }),
    ]);
  }

  function itemLines(item: Node | null, pad: string): readonly string[] {
    if (item === null) return [`${pad}-`];
    const before = leadingLines(item, pad);
    const inLines = isMap(item) && anchorText(item) === "" && !fits(item, `${pad}-`);
    if (!inLines) return [...before, ...entryLines(`${pad}-`, item, { pad, between: null })];
    const lines = linesOf(item, `${pad}  `);
    const first = lines.findIndex((line) => line !== "" && !line.trimStart().startsWith("#"));
    // A comment above the first key stands above the dash, where it belongs to the whole item.
    const above = lines.slice(0, first).map((line) => line === "" ? "" : `${pad}${line.trimStart()}`);
    const dashed = `${pad}- ${(lines[first] ?? "").trimStart()}`;
    return [...before, ...braceComment(item, pad), ...above, dashed, ...lines.slice(first + 1)];
  }

  /** `head` with its value behind it, or below it where that does not fit; `between` is a comment between the two. */
  function entryLines(head: string, value: Node | null, { pad, between }: EntryPlace): readonly string[] {
    if (value === null) return [head];
    const above = commentLines(between, pad);
    const inner = `${pad}  `;
    const kept = keptText(value, { head: `${head} ${anchorText(value)}`, pad: inner });
    if (kept !== null) return [...above, ...kept];
    if (fits(value, head)) {
      const { behind, below } = trailingComment(value, inner);
      return [...above, `${head} ${oneLine(value, blocks)}`.trimEnd() + behind, ...below];
    }
    const title = `${head} ${anchorText(value)}`.trimEnd();
    return [...braceComment(value, pad), title, ...commentLines(between, inner), ...linesOf(value, inner)];
  }

  function fits(node: Node, head: string): boolean {
    const written = oneLine(node, blocks);
    if (written === null) return false;
    const isCollection = (isMap(node) || isSeq(node)) && node.items.length > 0;
    return !isCollection || head.length + 1 + written.length <= COLUMNS;
  }

  /** A text of several lines as it was written; `null` for anything that goes on one line. */
  function keptText(node: Node, spot: TextSpot): readonly string[] | null {
    if (!isScalar(node) || node.range === undefined || node.range === null) return null;
    const raw = text.slice(node.range[0], node.range[1]);
    // The comment behind `|` is a part of the raw text.
    if (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED") return keptBlock(node, raw, spot);
    if (node.type !== "PLAIN" || !raw.includes("\n")) return null;
    if (spot.head.length + (oneLine(node, blocks) ?? "").length <= COLUMNS) return null;
    const { behind, below } = trailingComment(node, spot.pad);
    const lines = keptLines(raw, spot);
    return [...lines.slice(0, -1), `${lines.at(-1)}${behind}`, ...below];
  }
}

interface EntryPlace {
  readonly pad: string;
  readonly between: string | null | undefined;
}
