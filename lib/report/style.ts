/** Marks text for a terminal; without colour each gives its text back. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
}

/** A style with ANSI colours (ECMA-48 SGR), or one that does nothing. */
export function makeStyle(color: boolean): Style {
  const mark = (start: number, end: number) => (text: string) =>
    color && text !== "" ? `\x1b[${start}m${text}\x1b[${end}m` : text;
  return { bold: mark(1, 22), dim: mark(2, 22), good: mark(32, 39), bad: mark(31, 39), warn: mark(33, 39) };
}
