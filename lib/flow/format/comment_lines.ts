import { isMap, isSeq, type Node } from "yaml";

/** The lines of a comment, a blank one where the comment has one. */
export function commentLines(comment: string | null | undefined, pad: string): readonly string[] {
  if (comment === undefined || comment === null) return [];
  return comment.replace(/\n{3,}/g, "\n\n").split("\n").map((line) =>
    // The library writes an empty comment as a space.
    line === "" ? "" : `${pad}#${line === " " ? "" : line}`
  );
}

/** The blank line and the comments above a key or an item. */
export function leadingLines(node: Node, pad: string): readonly string[] {
  return [...node.spaceBefore === true ? [""] : [], ...commentLines(node.commentBefore, pad)];
}

/** The comment behind a value, after a space, and what follows it on lines of its own. */
export function trailingComment(
  node: Node,
  pad: string,
): { readonly behind: string; readonly below: readonly string[] } {
  const [first, ...below] = commentLines(node.comment, pad);
  return { behind: first === undefined ? "" : ` ${first.trimStart()}`, below };
}

/** The comment that stood behind a collection in braces, for one that is written in lines now. */
export function braceComment(node: Node, pad: string): readonly string[] {
  return isInBraces(node) ? commentLines(node.comment, pad) : [];
}

/** The comment at the end of a collection in lines. */
export function endComment(node: Node, pad: string): readonly string[] {
  return isInBraces(node) ? [] : commentLines(node.comment, pad);
}

function isInBraces(node: Node): boolean {
  return (isMap(node) || isSeq(node)) && node.flow === true;
}
