import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument, visit } from "yaml";
import { FlowFileError } from "../../errors.ts";
import { SUITE_KEYS } from "../flow_keys.ts";
import { parseYaml } from "../parse_yaml.ts";
import { Reader } from "../reader.ts";
import { kindOf, Source } from "../source.ts";
import { canonicalKeys } from "./canonical_keys.ts";
import { writeBlocks } from "./write_blocks.ts";
import { writeJson } from "./write_json.ts";

/**
 * The text of a flow file or a suite in canonical form: keys in the order of the schemas, one step a line where it fits,
 * quotes only where they are needed, comments and blank lines kept. Throws `FlowFileError` when it is no flow, or when a
 * comment stands where it cannot be kept.
 */
export function formatFlow(text: string, file: string): string {
  const source = new Source(file, text.replaceAll("\r\n", "\n"));
  const root = parseYaml(source);
  // What YAML does without a word, such as to cut a value, must not be made to look as if it were meant.
  if (root !== null) new Reader(source, root).read(root, [0, 1]);
  // Almost any text is YAML: what somebody else wrote would be rewritten, notes as one long line.
  if (source.problems.length === 0) refuseOthers(root, source);
  if (source.problems.length > 0) throw new FlowFileError(source.problems);
  const document = documentOf(source.text);
  const before = meaningOf(document);
  const formatted = canonicalText(document, source);
  // What was written is read again: better no change than another flow.
  if (meaningOf(documentOf(formatted)) === before) return formatted;
  throw new FlowFileError([{
    message: `Cannot format ${source.kind} "${file}": a comment or a value stands where it cannot be kept`,
    at: null,
    hint: "give comments lines of their own, above a key or an item",
  }]);
}

/** Makes a problem of a file that is no flow and no suite, whatever it says. */
function refuseOthers(root: Node | null, source: Source): void {
  const keys = isMap(root) ? root.items.map(({ key }) => isScalar(key) ? String(key.value) : "") : [];
  const isOurs = source.kind === "suite"
    ? keys.some((key) => Object.hasOwn(SUITE_KEYS.shape, key))
    : keys.includes("flow");
  if (isOurs) return;
  const wanted = source.kind === "suite" ? "keys of a suite" : 'the key "flow"';
  source.problem(`expected ${wanted}, found none`, [0, 1], "only flows, their parts and suite.yaml can be formatted");
}

/** A document that was made, not read, in canonical form. */
export function writeFlow(document: Document): string {
  return writeBlocks(document, canonicalKeys(document.contents as Node | null, { kind: "flow", sorts: true }), "");
}

function canonicalText(document: Document, { file, text }: Source): string {
  const root = document.contents as Node | null;
  const sorts = !text.includes("*") || !hasAlias(document);
  const blocks = canonicalKeys(root, { kind: kindOf(file), sorts });
  return isJson(text) ? writeJson(root, blocks) : writeBlocks(document, blocks, text);
}

/** What stays JSON, whatever the file is called: not everything that YAML can say. */
function isJson(text: string): boolean {
  if (!text.trimStart().startsWith("{")) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function documentOf(text: string): Document {
  return parseDocument(text, {
    version: "1.2",
    schema: "core",
    resolveKnownTags: false,
    uniqueKeys: false,
    merge: false,
  }) as Document;
}

function hasAlias(document: Document): boolean {
  let found = false;
  visit(document, { Alias: () => void (found = true) });
  return found;
}

/** Everything that a flow file says, whatever the order of its keys; comments are a part of it. */
function meaningOf(document: Document): string {
  return JSON.stringify([valueOf(document.contents as Node | null), commentsOf(document)]);
}

function valueOf(node: Node | null): unknown {
  if (isAlias(node)) return ["alias", node.source];
  if (isSeq(node)) return node.items.map((item) => valueOf(item as Node | null));
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => [keyOf(key), valueOf(value as Node | null)] as const);
    return { entries: entries.toSorted(([one], [other]) => one < other ? -1 : one > other ? 1 : 0) };
  }
  // A number keeps its text; nothing at all is no text either.
  if (isScalar(node)) return typeof node.value === "string" ? [node.value] : { plain: node.source ?? "" };
  return { plain: "" };
}

function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.source) : "";
}

function commentsOf(document: Document): readonly string[] {
  const comments: (string | null | undefined)[] = [document.commentBefore, document.comment];
  visit(document, { Node: (_key, node) => void comments.push(node.commentBefore, node.comment) });
  return comments.flatMap((comment) => comment?.split("\n") ?? []).map((line) => line.trim())
    .filter((line) => line !== "").sort();
}
