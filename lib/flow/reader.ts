import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import { PlainScalar } from "../plan/plain_scalar.ts";
import type { Written } from "../plan/value.ts";
import { type Aliases, resolveAliases } from "./aliases.ts";
import { Places } from "./places.ts";
import { ScalarReader } from "./scalar_reader.ts";
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
  /** Whether the word `on` is in the file: without it no locator is named. */
  readonly mentionsOn: boolean;
  readonly #aliases: Aliases;
  readonly #scalars: ScalarReader;

  constructor(readonly source: Source, readonly root: Node | null) {
    this.#aliases = resolveAliases(root, source);
    this.#scalars = new ScalarReader(source);
    this.mentionsOn = /\bon\b/.test(source.text);
  }

  /** What an alias stands for; any other node as it is. `null` for an alias that is a problem. */
  resolve(node: Node | null): Node | null {
    let resolved = node;
    while (resolved !== null && isAlias(resolved)) resolved = this.#aliases.get(resolved) ?? null;
    return resolved;
  }

  rangeOf(node: Node | null, fallback: Range): Range {
    // The library's own array: to copy it for every value of a large file takes room.
    return node?.range ?? fallback;
  }

  /** Data as it was written. */
  read(node: Node | null, range: Range): Written {
    const resolved = this.resolve(node);
    if (resolved === null) return new PlainScalar(null, "");
    if (isMap(resolved)) return this.readMap(this.entries(resolved), range);
    if (isSeq(resolved)) return this.#readList(resolved.items as readonly (Node | null)[], range);
    return isScalar(resolved) ? this.#scalars.read(resolved) : new PlainScalar(null, "");
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
    for (const node of nodes) {
      const itemRange = this.rangeOf(node, range);
      marks.items.push(itemRange);
      list.push(this.read(node, itemRange));
    }
    return list;
  }

  /** A CEL expression without `${…}`; a list or a map stays data. */
  readExpression(node: Node | null, range: Range): Written {
    const resolved = this.resolve(node);
    return isScalar(resolved) ? this.#scalars.readExpression(resolved) : this.read(resolved, range);
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
