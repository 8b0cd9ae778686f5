import { lineAt } from "./line_at.ts";

/** The `{` or `[` that is open at an offset, on its line or the one before. */
export function openedBefore(text: string, offset: number): number | null {
  const here = lineAt(text, offset);
  const before = here.start === 0 ? here : lineAt(text, here.start - 1);
  for (const { start } of [here, before]) {
    const index = lastOpen(withoutComments(unquoted(text.slice(start, Math.max(offset + 1, start)))));
    if (index !== null) return start + index;
  }
  return null;
}

/** The outermost bracket of a line that is still open at its end, or the one that another kind of bracket closes. */
function lastOpen(line: string): number | null {
  const open: number[] = [];
  for (let index = 0; index < line.length; index++) {
    const character = line.charAt(index);
    if ("{[".includes(character)) open.push(index);
    if (!"}]".includes(character)) continue;
    const opened = open.pop();
    if (opened !== undefined && line.charAt(opened) !== (character === "}" ? "{" : "[")) return opened;
  }
  return open[0] ?? null;
}

/** Comments replaced by blanks, so that offsets stay. */
function withoutComments(text: string): string {
  return text.replace(/(?<=\s)#[^\n]*/g, (comment) => " ".repeat(comment.length));
}

/** A text with everything in quotes replaced by `_`, so that offsets stay. */
export function unquoted(text: string): string {
  return text.replace(/"(?:\\.|[^"\\\n])*"|(?<=[\s,:{[])'(?:''|[^'\n])*'/g, (quoted) => "_".repeat(quoted.length));
}
