import type { Scalar } from "yaml";
import type { Range, Source } from "./source.ts";

/** The range in the file of a part of a scalar's value, from offsets in the value. */
export type Locate = (start: number, end: number) => Range;

/** Finds parts of a scalar; where its writing cannot be followed (folded lines), the scalar's first line is given. */
export function scalarPlace(scalar: Scalar, source: Source): Locate {
  const [start, end] = scalar.range ?? [0, 0];
  const raw = source.text.slice(start, end);
  // Escapes are followed only when somebody asks: most scalars never have a problem.
  let offsets: readonly number[] | null | undefined;
  return (from, to) => {
    if (offsets === undefined) offsets = offsetsOf(scalar, raw);
    const first = offsets?.[from];
    const last = offsets?.[to];
    return first === undefined ? [start, end] : [start + first, start + (last ?? first + to - from)];
  };
}

/** For each character of the value, and its end, the offset in the raw text. */
function offsetsOf(scalar: Scalar, raw: string): readonly number[] | null {
  const value = String(scalar.source ?? "");
  switch (scalar.type) {
    case "PLAIN":
      return raw.includes("\n") ? null : counted(value.length, 0);
    case "QUOTE_SINGLE":
      return raw.includes("\n") ? null : quotedOffsets(raw, /''|[^]/y);
    case "QUOTE_DOUBLE":
      return raw.includes("\n")
        ? null
        : quotedOffsets(raw, /\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\[^]|[^]/y);
    case "BLOCK_LITERAL":
    case "BLOCK_FOLDED":
      return blockOffsets(value, raw);
    default:
      return null;
  }
}

function counted(length: number, start: number): readonly number[] {
  return Array.from({ length: length + 1 }, (_, index) => start + index);
}

function quotedOffsets(raw: string, unit: RegExp): readonly number[] {
  const offsets: number[] = [];
  const last = raw.length - 1;
  let index = 1;
  while (index < last) {
    unit.lastIndex = index;
    const length = unit.exec(raw)?.[0].length ?? 1;
    offsets.push(index);
    // A code point beyond the first 65,536 is two characters of the value.
    if (raw.startsWith("\\U", index) && Number.parseInt(raw.slice(index + 2, index + 10), 16) > 0xffff) {
      offsets.push(index);
    }
    index += length;
  }
  return [...offsets, last];
}

/** Each line of the value is the end of a line of the raw text, after its indentation. */
function blockOffsets(value: string, raw: string): readonly number[] | null {
  const offsets: number[] = [];
  let rawStart = raw.indexOf("\n") + 1;
  for (const line of value.split("\n")) {
    const newline = raw.indexOf("\n", rawStart);
    const rawEnd = newline === -1 ? raw.length : newline;
    const content = raw.slice(rawStart, rawEnd).replace(/\r$/, "");
    if (!content.endsWith(line)) return null;
    const start = rawStart + content.length - line.length;
    offsets.push(...counted(line.length, start));
    rawStart = rawEnd + 1;
  }
  return offsets;
}
