import { Composer, type Document, Lexer, type Node, Parser } from "yaml";
import { explainYamlError } from "./explain_yaml_error.ts";
import type { Source } from "./source.ts";

/** A file larger than this is refused before it is parsed. */
export const MAX_BYTES = 1024 * 1024;

/** Collections inside one another; the composer of the YAML library recurses. */
export const MAX_LEVELS = 64;

/** Values and keys of a file; more than that in 1 MiB is no flow, and each takes two kilobytes while it is read. */
const MAX_VALUES = 150_000;

/**
 * The tree of a YAML 1.2 or JSON text, or `null` when it has none or cannot be parsed; problems go to the source. Every
 * warning of the library is a problem; of errors only the first, because what follows one is guesswork.
 */
export function parseYaml(source: Source): Node | null {
  if (new TextEncoder().encode(source.text).length > MAX_BYTES) {
    source.problem("the file is larger than 1 MiB", [0, 1], "split it, or keep large data in files of their own");
    return null;
  }
  const tokens = readTokens(source);
  if (tokens === null) return null;
  const options = { version: "1.2", schema: "core", resolveKnownTags: false, uniqueKeys: false, merge: false } as const;
  const documents = [...new Composer(options).compose(tokens, true, source.text.length)];
  return onlyDocument(documents, source);
}

/** The library's own loop, with a look at the depth and the number of values after each lexeme. */
function readTokens(source: Source) {
  const parser = new Parser();
  const tokens = [];
  let values = 0;
  for (const lexeme of new Lexer().lex(source.text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    // The stack holds the document, the collections and perhaps a scalar.
    if (parser.stack.length > MAX_LEVELS + 2) {
      source.problem(`found more than ${MAX_LEVELS} levels inside one another`, [parser.offset, parser.offset + 1]);
      return null;
    }
    if (beginsValue(lexeme) && ++values > MAX_VALUES) {
      source.problem(`found more than ${MAX_VALUES} values`, [parser.offset, parser.offset + 1]);
      return null;
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/** A plain scalar (announced by a sign of the library's own), a quoted one, an item or a collection. */
function beginsValue(lexeme: string): boolean {
  return lexeme === "\x1f" || lexeme === "-" || "\"'[{".includes(lexeme.charAt(0));
}

function onlyDocument(documents: readonly Document.Parsed[], source: Source): Node | null {
  const [document, second] = documents;
  if (document === undefined) return null;
  for (const warning of document.warnings) explainYamlError(warning, source);
  const [first] = document.errors;
  if (first !== undefined) {
    explainYamlError(first, source);
    return null;
  }
  if (second !== undefined) {
    const start = second.range[0];
    source.problem("found a second document", [start, start + 3], "put each flow in a file of its own");
  }
  const directive = /^%.*/m.exec(source.text.slice(0, document.contents?.range?.[0] ?? 0));
  if (directive !== null) {
    source.problem("found a directive", [directive.index, directive.index + directive[0].length], "remove the line");
  }
  return document.contents;
}
