import type { Scalar } from "yaml";

/** Where a text of several lines goes. */
export interface TextSpot {
  /** What stands before it on its first line. */
  readonly head: string;
  /** The indentation of its other lines. */
  readonly pad: string;
}

/** A text after `|` or `>` as it was written, `raw`, with its new indentation. */
export function keptBlock({ value }: Scalar, raw: string, { head, pad }: TextSpot): readonly string[] {
  const [header = "", ...lines] = raw.split("\n");
  const keepsEnd = header.includes("+");
  const last = keepsEnd ? lines.length - 1 : lines.findLastIndex((line) => line.trim() !== "") + 1;
  const indent = Math.max(0, leadOf(lines) - leadOf(String(value).split("\n")));
  const kept = lines.slice(0, last).map((line) => indented(line.slice(indent), pad));
  // Blank lines behind it are part of the raw text.
  const blank = !keepsEnd && lines.length - last > 1 ? [""] : [];
  return [`${head}${header.replace(/(?<=^[|>][+-]?)[1-9]/, "2")}`, ...kept, ...blank];
}

/** A text without quotes that goes over several lines, as it was written. */
export function keptLines(raw: string, { head, pad }: TextSpot): readonly string[] {
  const [first = "", ...rest] = raw.split("\n").map((line) => line.trim());
  return [`${head}${first}`, ...rest.map((line) => indented(line, pad))];
}

function indented(line: string, pad: string): string {
  return line.trim() === "" ? "" : `${pad}${line}`;
}

/** How far the first line with text is indented. */
function leadOf(lines: readonly string[]): number {
  const line = lines.find((line) => line.trim() !== "") ?? "";
  return line.length - line.trimStart().length;
}
