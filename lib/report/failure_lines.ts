import type { Failure } from "../run/result.ts";
import { textStart } from "../text_start.ts";
import { escapeControl, escapedLines } from "./escape_control.ts";

/** How much of one text a terminal gets; all of it is in the report. */
const LINES = 30;
const COLUMNS = 400;

/** A failure for a terminal: its message, what the message leaves out, its place and its hint. */
export function failureLines(failure: Failure): readonly string[] {
  return [
    ...textLines(failure.message),
    ...valueLines("expected", failure.expected, failure.message),
    ...valueLines("actual", failure.actual, failure.message),
    ...placeLines(failure.at),
    ...(failure.hint === null ? [] : textLines(`hint: ${failure.hint}`)),
  ];
}

/** `  --> file:line:column`, or nothing. */
export function placeLines(at: Failure["at"]): readonly string[] {
  return at === null ? [] : [`  --> ${escapeControl(`${at.file}:${at.line}:${at.column}`)}`];
}

/** A text as lines that a terminal shows and nothing acts on. */
export function textLines(text: string): readonly string[] {
  const lines = escapedLines(text.trimEnd());
  const shown = lines.slice(0, LINES).map((line) => withoutCommand(textStart(line, COLUMNS)) + cutMark(line));
  return lines.length > LINES ? [...shown, `… ${lines.length - LINES} more lines in the report`] : shown;
}

function valueLines(label: string, value: string | null, message: string): readonly string[] {
  if (value === null || message.includes(value)) return [];
  const [first = "", ...rest] = textLines(value);
  const indent = " ".repeat("expected  ".length);
  return [`${label.padEnd(8)}  ${first}`, ...rest.map((line) => indent + line)];
}

function cutMark(line: string): string {
  return line.length > COLUMNS ? "…" : "";
}

/** GitHub obeys a line of a log that begins with `::`; text of a page must not give orders. */
function withoutCommand(line: string): string {
  return line.replace(/^(\s*)::/, "$1\\::");
}
