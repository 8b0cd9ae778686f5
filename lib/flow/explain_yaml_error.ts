import type { YAMLError } from "yaml";
import { openedBefore, unquoted } from "./open_bracket.ts";
import { lineAt } from "./line_at.ts";
import type { Range, Source } from "./source.ts";

interface Explanation {
  readonly message: string;
  readonly range?: Range;
  readonly hint?: string | null;
}

/** Says what the YAML library found in the words of a person who writes flows, and adds it to the source's problems. */
export function explainYamlError(error: YAMLError, source: Source): void {
  const { message, range, hint } = explain(error, source.text);
  const [offset] = error.pos;
  source.spoil(message, range ?? [error.pos[0], error.pos[1]], { hint: hint ?? null, offset });
}

const QUOTE = "put the value in double quotes";

function explain(error: YAMLError, text: string): Explanation {
  const [start, end] = error.pos;
  const found = text.slice(start, end);
  switch (error.code) {
    case "TAG_RESOLVE_FAILED":
      return unknownTag(found, text, start);
    case "TAB_AS_INDENT":
      return { message: "found a tab as indentation", hint: "indent with spaces" };
    case "BAD_DQ_ESCAPE":
      return {
        message: `unknown escape "${text.slice(start, start + 2)}" in double quotes`,
        range: [start, start + 2],
        hint: 'write "\\\\" for a backslash, or put the value in single quotes',
      };
    case "BAD_SCALAR_START":
      return { message: `a value cannot begin with "${found}"`, hint: QUOTE };
    case "BLOCK_AS_IMPLICIT_KEY":
    case "MULTILINE_IMPLICIT_KEY":
    case "KEY_OVER_1024_CHARS":
      return brokenKey(text, start);
    default:
      return brokenInBraces(text, start) ?? other(error, text);
  }
}

/** `if: !done` reads as a tag. */
function unknownTag(tag: string, text: string, start: number): Explanation {
  const value = /^[^\n#]*/.exec(text.slice(start))?.[0].trimEnd() ?? tag;
  return {
    message: `"${tag}" is a YAML tag, not a value`,
    hint: `${QUOTE}: "${value.replaceAll('"', "'")}"`,
  };
}

/** A colon inside an unquoted value, a wrong indentation, or a missing colon. */
function brokenKey(text: string, start: number): Explanation {
  const line = lineAt(text, start);
  const offset = Math.max(0, text.slice(line.start, line.end).search(/\S/));
  const range: Range = [line.start + offset, line.end];
  const [, second] = [...text.slice(line.start, line.end).matchAll(/:(?=\s|$)/g)];
  if (second !== undefined) {
    const at = line.start + second.index;
    return { message: 'found a second ": " in one line', range: [at, at + 1], hint: `${QUOTE}, for it holds ": "` };
  }
  return {
    message: "the indentation fits no key above",
    range,
    hint: 'write "key: value" with a space after the colon, and indent keys of one map alike',
  };
}

/** An error inside `{…}` or `[…]` on one line, or one that they leave behind. */
function brokenInBraces(text: string, start: number): Explanation | null {
  const opened = openedBefore(text, start);
  if (opened === null) return null;
  const inside = text.slice(opened, lineAt(text, opened).end);
  const template = /(?<![$"'])\$\{/.exec(unquoted(inside));
  if (template !== null) {
    const at = opened + template.index;
    return { message: 'found "${" without quotes inside braces', range: [at, at + 2], hint: `${QUOTE}: "\${…}"` };
  }
  const bracket = /(?<=[^\s,:{[])[ ]?[[{]|(?<=[^\s,:{[] )[[{]/.exec(unquoted(inside));
  if (bracket !== null) {
    const at = opened + bracket.index + bracket[0].length - 1;
    const character = text.charAt(at);
    return { message: `found "${character}" without quotes inside braces`, range: [at, at + 1], hint: QUOTE };
  }
  const comment = /(?<=\S) #/.exec(unquoted(inside));
  if (comment !== null) {
    const at = opened + comment.index + 1;
    return { message: 'a value in braces is cut by " #"', range: [at, at + 1], hint: QUOTE };
  }
  const after = /["'] +[^\s,}\]:#]/.exec(inside);
  if (after !== null && opened + after.index + after[0].length - 1 === start) {
    return { message: "found text after the closing quote", range: [start, start + 1], hint: `${QUOTE} as a whole` };
  }
  const open = text.charAt(opened);
  return {
    message: `"${open}" is not closed`,
    range: [opened, opened + 1],
    hint: `close it with "${open === "{" ? "}" : "]"}", or put a value that holds it in double quotes`,
  };
}

function other({ code, message, pos: [start, end] }: YAMLError, text: string): Explanation {
  const found = text.slice(start, end);
  if (/^Missing closing ["']/.test(message)) return unclosedQuote(message.includes('"') ? '"' : "'", text, start);
  if (/at node end$/.test(message)) {
    return { message: `found ${quoted(found)} after the end of the value`, hint: `${QUOTE} as a whole` };
  }
  if (/^Implicit map keys need/.test(message)) {
    return {
      message: `"${firstLine(found)}" is no "key: value"`,
      hint: 'write "key: value" with a space after the colon',
    };
  }
  if (code === "UNEXPECTED_TOKEN" && /block-seq-ind/.test(message)) {
    return {
      message: 'found "- " after a key in the same line',
      hint: `${QUOTE}, or begin the list in a line of its own`,
    };
  }
  if (code === "UNEXPECTED_TOKEN" && /^Block scalar header/.test(message)) {
    return { message: `found ${quoted(found)} after the sign of a text of several lines`, hint: QUOTE };
  }
  if (/^Unexpected flow-(map|seq)-end/.test(message)) {
    return { message: `found "${found}" without its "${found === "}" ? "{" : "["}"`, hint: `${QUOTE}, if it is text` };
  }
  if (code === "BAD_INDENT") return badIndent(text, start);
  return { message: `${message.charAt(0).toLowerCase()}${message.slice(1)}`.replace(/\.$/, "") };
}

function badIndent(text: string, start: number): Explanation {
  const { start: lineStart, end } = lineAt(text, start);
  const offset = Math.max(0, text.slice(lineStart, end).search(/\S/));
  return {
    message: "the indentation fits no line above",
    range: [lineStart + offset, end],
    hint: "indent keys of one map, and items of one list, alike",
  };
}

/** The quote that was never closed is the last that opens before the end of the text. */
function unclosedQuote(quote: string, text: string, end: number): Explanation {
  const start = Math.max(0, openQuote(text.slice(0, end), quote));
  return {
    message: `${quote === '"' ? "a double" : "a single"} quote is not closed`,
    range: [start, start + 1],
    hint: "close it after the value",
  };
}

function openQuote(text: string, quote: string): number {
  const opening = new RegExp(`(?:^|[\\s,:{[])${quote}(?:[^${quote}\\\\]|\\\\[^])*$`).exec(text);
  return opening === null ? text.lastIndexOf(quote) : opening.index + opening[0].indexOf(quote);
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}

function quoted(found: string): string {
  return found === '"' ? "a double quote" : `"${firstLine(found)}"`;
}
