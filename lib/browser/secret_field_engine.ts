/** What this uses of an element of the page. */
interface PageElement extends PageRoot {
  readonly localName: string;
  readonly type?: unknown;
  readonly value?: unknown;
  readonly placeholder?: unknown;
  readonly isContentEditable?: boolean;
  readonly isConnected: boolean;
  readonly textContent: string | null;
  readonly shadowRoot: PageRoot | null;
  readonly control?: PageElement | null;
  closest(selector: string): PageElement | null;
}

/** A document, a shadow root or an element. */
interface PageRoot {
  readonly childNodes: Iterable<PageNode>;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

interface PageNode {
  readonly nodeType: number;
  readonly nodeValue: string | null;
}

interface PageGlobal {
  addEventListener(
    type: "input",
    listener: (event: { composedPath(): readonly unknown[] }) => void,
    options: { readonly capture: true; readonly passive: true },
  ): void;
}

/** A selector engine, as Playwright takes it. */
interface SelectorEngine {
  query(root: PageRoot, selector: string): PageElement | undefined;
  queryAll(root: PageRoot, selector: string): readonly PageElement[];
}

/**
 * Runs in the page, in a world of its own: a selector engine that remembers elements. `hold` matches the element that it
 * is asked of and remembers it; `shown a b` matches all that were remembered, and all that show what one of them held, or
 * one of the given texts (percent-encoded). Nothing from outside may be named here.
 */
export function secretFieldEngine(): SelectorEngine {
  /** A shorter text stands everywhere. */
  const SHORTEST_TEXT = 4;
  const TEXT_NODE = 3;
  const fields = new Set<PageElement>();
  /** The values of each, in order: a page may empty a field after it has copied what was in it. */
  const values = new Map<PageElement, string[]>();

  const textOf = (field: PageElement): string => {
    if (typeof field.value === "string") return field.value;
    return field.isContentEditable === true ? field.textContent ?? "" : "";
  };
  const remember = (field: PageElement) => {
    const value = textOf(field);
    const known = values.get(field) ?? [];
    const last = known.at(-1) ?? "";
    if (value === "" || known.includes(value)) return;
    // What grows key by key is one value, not many.
    values.set(field, last !== "" && value.startsWith(last) ? [...known.slice(0, -1), value] : [...known, value]);
  };
  (globalThis as unknown as PageGlobal).addEventListener("input", (event) => {
    const [target] = event.composedPath();
    if (fields.has(target as PageElement)) remember(target as PageElement);
  }, { capture: true, passive: true });

  const hold = (element: PageElement) => {
    // A fill of a label fills the field that it names.
    const control = element.closest("label")?.control ?? null;
    for (const field of control === null ? [element] : [element, control]) {
      if (field.localName === "label") continue;
      fields.add(field);
    }
  };

  const shows = (element: PageElement, texts: readonly string[]) => {
    const holds = (text: unknown) => typeof text === "string" && texts.some((secret) => text.includes(secret));
    if (element.localName === "script" || element.localName === "style") return false;
    if (holds(element.value) || holds(element.placeholder)) return true;
    return [...element.childNodes].some(({ nodeType, nodeValue }) => nodeType === TEXT_NODE && holds(nodeValue));
  };
  const elementsBelow = (root: PageRoot): readonly PageElement[] =>
    [...root.querySelectorAll("*")].flatMap((element) =>
      element.shadowRoot === null ? [element] : [element, ...elementsBelow(element.shadowRoot)]
    );

  const queryAll = (root: PageRoot, selector: string): readonly PageElement[] => {
    if (selector === "hold") {
      hold(root as PageElement);
      return [root as PageElement];
    }
    fields.forEach(remember);
    const given = selector.split(" ").slice(1).map((text) => decodeURIComponent(text));
    const texts = [...given, ...[...values.values()].flat()].filter((text) => text.length >= SHORTEST_TEXT);
    const copies = texts.length === 0 ? [] : elementsBelow(root).filter((element) => shows(element, texts));
    return [...new Set([...fields, ...copies])].filter(({ isConnected }) => isConnected);
  };
  return { query: (root, selector) => queryAll(root, selector)[0], queryAll };
}
