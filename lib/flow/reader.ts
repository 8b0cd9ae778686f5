import { isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from "yaml";
import { Expression, ExpressionError } from "../plan/expression.ts";
import { PlainScalar } from "../plan/plain_scalar.ts";
import { splitTemplate, type TemplatePiece, UnclosedTemplateError } from "../plan/split_template.ts";
import { Template } from "../plan/template.ts";
import type { Written } from "../plan/value.ts";
import { type Aliases, resolveAliases } from "./aliases.ts";
import { checkCut } from "./check_cut.ts";
import { Places } from "./places.ts";
import { type Locate, scalarPlace } from "./scalar_place.ts";
import type { Range, Source } from "./source.ts";

/** A key of a map with its value; `node` is `null` when there is none. */
export interface Entry {
  readonly key: string;
  readonly keyRange: Range;
  readonly node: Node | null;
  /** Of the value, or of the key when there is none. */
  readonly range: Range;
}

/** Reads the tree of one file into data with places; problems go to the source. */
export class Reader {
  readonly places = new Places();
  readonly #aliases: Aliases;

  constructor(readonly source: Source, readonly root: Node | null) {
    this.#aliases = resolveAliases(root, source);
  }

  /** What an alias stands for; any other node as it is. `null` for an alias that is a problem. */
  resolve(node: Node | null): Node | null {
    let resolved = node;
    while (resolved !== null && isAlias(resolved)) resolved = this.#aliases.get(resolved) ?? null;
    return resolved;
  }

  rangeOf(node: Node | null, fallback: Range): Range {
    const range = node?.range;
    return range === undefined || range === null ? fallback : [range[0], range[1]];
  }

  /** Data as it was written. */
  read(node: Node | null, range: Range): Written {
    const resolved = this.resolve(node);
    if (resolved === null) return new PlainScalar(null, "");
    if (isMap(resolved)) return this.readMap(this.entries(resolved), range);
    if (isSeq(resolved)) return this.#readList(resolved.items as readonly (Node | null)[], range);
    return isScalar(resolved) ? this.#readScalar(resolved) : new PlainScalar(null, "");
  }

  /** A map of which `readEntry` reads each value. */
  readMap(
    entries: readonly Entry[],
    range: Range,
    readEntry: (entry: Entry) => Written = ({ node, range }) => this.read(node, range),
  ): { readonly [key: string]: Written } {
    const map: Record<string, Written> = {};
    const marks = this.places.mark(map, range);
    for (const entry of entries) {
      marks.keys.set(entry.key, entry.keyRange);
      marks.values.set(entry.key, entry.range);
      map[entry.key] = readEntry(entry);
    }
    return map;
  }

  #readList(nodes: readonly (Node | null)[], range: Range): readonly Written[] {
    const list: Written[] = [];
    const marks = this.places.mark(list, range);
    for (const [index, node] of nodes.entries()) {
      const itemRange = this.rangeOf(node, range);
      marks.values.set(index, itemRange);
      list.push(this.read(node, itemRange));
    }
    return list;
  }

  #readScalar(scalar: Scalar): Written {
    const { value } = scalar;
    if (checkCut(scalar, this.source)) return scalar.source ?? "";
    if (typeof value === "string") return this.template(value, scalarPlace(scalar, this.source));
    const plain = typeof value === "number" || typeof value === "boolean" ? value : null;
    return new PlainScalar(plain, scalar.source ?? "");
  }

  /** A text with its `${…}` parsed; plain text when it has none. */
  template(text: string, locate: Locate): string | Template {
    // Most texts have none; splitting them would only copy them.
    if (!text.includes("${")) return text;
    try {
      const pieces = splitTemplate(text);
      const [only] = pieces;
      if (pieces.length === 1 && only?.type === "text") return only.text;
      const at = this.source.place(locate(0, text.length));
      return new Template(text, pieces.map((piece) => this.#part(piece, locate)), at);
    } catch (error) {
      this.#templateProblem(error, locate);
      return text;
    }
  }

  #part({ type, text, start }: TemplatePiece, locate: Locate): string | Expression {
    return type === "text" ? text : this.#expression(text, (from, to) => locate(start + from, start + to));
  }

  #expression(source: string, locate: Locate): Expression {
    const place = (from: number, to: number) => this.source.place(locate(from, to));
    return new Expression(source, place(0, source.length), place);
  }

  #templateProblem(error: unknown, locate: Locate): void {
    const [offset] = locate(0, 1);
    if (error instanceof ExpressionError) {
      this.source.spoil(lowerFirst(error.message), error.at, { hint: null, offset });
    } else if (error instanceof UnclosedTemplateError) {
      const hint = 'close it with "}"; a literal "${" is written "$${"';
      this.source.spoil(error.message, locate(error.start, error.start + 2), { hint, offset });
    } else throw error;
  }

  /** A CEL expression without `${…}`; a list or a map stays data. */
  readExpression(node: Node | null, range: Range): Written {
    const resolved = this.resolve(node);
    return isScalar(resolved) ? this.#scalarExpression(resolved) : this.read(resolved, range);
  }

  #scalarExpression(scalar: Scalar): Written {
    const text = scalar.source ?? "";
    if (checkCut(scalar, this.source)) return text;
    if (scalar.value === null || text === "") return new PlainScalar(null, text);
    const locate = scalarPlace(scalar, this.source);
    if (text.includes("${")) {
      const start = text.indexOf("${");
      const hint = "an expression stands without it: write the name alone";
      const [offset] = locate(0, 1);
      this.source.spoil('found "${" in an expression', locate(start, start + 2), { hint, offset });
      return text;
    }
    try {
      return this.#expression(text.trimEnd(), locate);
    } catch (error) {
      this.#templateProblem(error, locate);
      return text;
    }
  }

  /** The entries of a node that is a map; `null` for anything else. */
  entriesOf(node: Node | null): readonly Entry[] | null {
    const resolved = this.resolve(node);
    return isMap(resolved) ? this.entries(resolved) : null;
  }

  /** The items of a node that is a list; `null` for anything else. */
  itemsOf(node: Node | null): readonly (Node | null)[] | null {
    const resolved = this.resolve(node);
    return isSeq(resolved) ? resolved.items as readonly (Node | null)[] : null;
  }

  /** The keys of a map; duplicates, keys that are no text and keys without a value in braces are problems. */
  entries(map: YAMLMap): readonly Entry[] {
    const entries = new Map<string, Entry>();
    let before: Entry | null = null;
    for (const { key, value } of map.items as readonly { readonly key: Node; readonly value: Node | null }[]) {
      const keyRange = this.rangeOf(key, [0, 1]);
      const name = this.#keyText(key, keyRange);
      if (name === null) continue;
      if (value === null && map.flow === true) {
        this.#noValue(name, keyRange, before);
        continue;
      }
      if (entries.has(name)) {
        this.source.problem(`key "${name}" stands twice`, keyRange);
        continue;
      }
      before = { key: name, keyRange, node: value, range: this.rangeOf(value, keyRange) };
      // An empty value has a place of no length right after the colon: the key shows better what is meant.
      if (before.range[0] === before.range[1]) before = { ...before, range: keyRange };
      entries.set(name, before);
    }
    return [...entries.values()];
  }

  #keyText(key: Node | null, range: Range): string | null {
    if (!isScalar(key) || key.source === undefined || key.source === "") {
      this.source.problem("a key is no text", range, "write a name, a colon and a space");
      return null;
    }
    if (key.source === "<<") {
      this.source.problem(
        'merge keys ("<<") are not supported',
        range,
        "write the keys out, or use an alias for a whole value",
      );
      return null;
    }
    if (key.source === "__proto__") {
      this.source.problem('unknown key "__proto__"', range);
      return null;
    }
    return key.source;
  }

  /** `{text: Yes, delete}` is a text that was cut by its comma, `{text:Yes}` a colon without a space. */
  #noValue(name: string, range: Range, before: Entry | null): void {
    const colon = name.indexOf(":");
    const cut = before === null ? "" : this.source.text.slice(before.range[0], range[1]);
    const hint = colon > 0
      ? `put a space after the colon: ${name.slice(0, colon)}: ${name.slice(colon + 1)}`
      : before === null
      ? "write a value after a colon"
      : `put the value in double quotes: ${before.key}: "${cut.replaceAll('"', "")}"`;
    this.source.spoil(`key "${name}" has no value`, range, { hint, offset: range[0] });
  }
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
