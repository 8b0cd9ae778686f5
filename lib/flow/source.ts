import type { Diagnostic, Place } from "../errors.ts";

/** Offsets into a text; the end is exclusive. What follows is the YAML library's own. */
export type Range = readonly [start: number, end: number, after?: number];

/** Problems of one file that are told; nobody reads more, and they would take their time. */
const MAX_PROBLEMS = 1_000;

/** The text of one file with the problems found in it. */
export class Source {
  readonly #problems = new Map<string, Diagnostic>();
  readonly #lineStarts: readonly number[];
  readonly #spoiled: number[] = [];

  /** `kind` is what its problems call it. */
  constructor(readonly file: string, readonly text: string, readonly kind: string = kindOf(file)) {
    this.#lineStarts = lineStartsOf(text);
  }

  /** Every problem once, in the order in which they were found. */
  get problems(): readonly Diagnostic[] {
    return [...this.#problems.values()];
  }

  /** Whether so many problems were found that the rest of the file need not be looked at. */
  get isFull(): boolean {
    return this.#problems.size >= MAX_PROBLEMS;
  }

  /** Adds `Cannot read flow "a.flow.yaml": <message>`. */
  problem(message: string, at: Range | Place, hint: string | null = null): void {
    if (this.isFull) return;
    const place = isRange(at) ? this.place(at) : at;
    const kind = place.file === this.file ? this.kind : kindOf(place.file);
    const full = `Cannot read ${kind} "${place.file}": ${message}`;
    this.#problems.set(`${place.file}:${place.line}:${place.column}:${full}`, { message: full, at: place, hint });
  }

  /** A problem that makes others at the value around `offset` meaningless. */
  spoil(
    message: string,
    at: Range | Place,
    { hint, offset }: { readonly hint: string | null; readonly offset: number },
  ) {
    this.#spoiled.push(offset);
    this.problem(message, at, hint);
  }

  /** Whether a value, which begins in `range`, was spoiled there or in the rest of its last line. */
  isSpoiled([start, end]: Range): boolean {
    if (this.#spoiled.length === 0) return false;
    const newline = this.text.indexOf("\n", end);
    const limit = newline === -1 ? this.text.length : newline;
    return this.#spoiled.some((offset) => offset >= start && offset <= limit);
  }

  /** Line and column count from 1; a range of several lines is cut at the end of its first. */
  place([start, end]: Range): Place {
    const index = this.#lineIndex(start);
    const lineStart = this.#lineStarts[index] ?? 0;
    const source = this.text.slice(lineStart, this.#lineEnd(index));
    const length = Math.max(1, Math.min(end, lineStart + source.length) - start);
    return { file: this.file, line: index + 1, column: start - lineStart + 1, length, source };
  }

  /** Without the characters that end the line. */
  #lineEnd(index: number): number {
    const next = this.#lineStarts[index + 1];
    if (next === undefined) return this.text.length;
    return this.text[next - 2] === "\r" ? next - 2 : next - 1;
  }

  #lineIndex(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** What a file is called in its problems. */
export function kindOf(file: string): "flow" | "suite" {
  return /(^|\/)suite\.yaml$/.test(file) ? "suite" : "flow";
}

function isRange(at: Range | Place): at is Range {
  return Array.isArray(at);
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let index = text.indexOf("\n"); index !== -1; index = text.indexOf("\n", index + 1)) starts.push(index + 1);
  return starts;
}
