import { didYouMean, nearNames } from "../near_names.ts";
import type { Find } from "./explain_locator.ts";
import { framesOf } from "./find.ts";
import type { LocatorInput } from "./locator.ts";
import { type AriaNode, readAriaTree } from "./matchers/aria_node.ts";
import { parsePattern } from "./pattern.ts";

/** A longer text is no name that somebody misspelt. */
const LONGEST_WORD = 80;

/** Elements of the page that are looked at, and near texts that are named. */
const MOST_ELEMENTS = 5_000;
const MOST_NAMED = 3;

/** Keys whose text is read from the elements themselves; a role's name comes from the accessibility tree. */
const TEXT_KEYS = ["label", "text", "placeholder", "alt", "title", "test_id"] as const;

/** `did you mean "Card number"?` where the page has a text near the one that a locator names; `null` where it has none, or that very text. */
export async function nearTexts(input: LocatorInput, find: Find, timeoutMs: number): Promise<string | null> {
  if (input.role !== undefined) return nearRole(input.role, input.name, await ariaTree(input, find, timeoutMs));
  const key = TEXT_KEYS.find((one) => input[one] !== undefined);
  const word = key === undefined ? undefined : input[key];
  if (key === undefined || word === undefined || !isPlain(word)) return null;
  const { frame, within } = input;
  const scope = { ...(frame === undefined ? {} : { frame }), ...(within === undefined ? {} : { within }) };
  const elements = find({ ...scope, css: "*" });
  return near(word, await elements.evaluateAll(readTexts, { key, length: word.length, most: MOST_ELEMENTS }));
}

function isPlain(word: string): boolean {
  return word.length <= LONGEST_WORD && parsePattern(word) === null;
}

function near(word: string, texts: readonly string[]): string | null {
  // A text that is there is not misspelt: something else of the locator does not fit.
  return texts.includes(word) ? null : didYouMean(word, nearNames(word, texts).slice(0, MOST_NAMED));
}

function nearRole(role: string, name: string | undefined, tree: AriaNode): string | null {
  const nodes = [...elementsIn(tree)];
  const alike = nodes.filter((node) => node.role === role);
  if (alike.length === 0) return near(role, [...new Set(nodes.map((node) => node.role))]);
  if (name === undefined || !isPlain(name)) return null;
  return near(name, [...new Set(alike.map((node) => node.name))].filter((other) => isAsLong(other, name)));
}

/** So that the many other names of a page do not use up what is compared. */
function isAsLong(other: string, name: string): boolean {
  return other !== "" && Math.abs(other.length - name.length) <= 2;
}

function ariaTree(input: LocatorInput, find: Find, timeoutMs: number): Promise<AriaNode> {
  const { within } = input;
  const frames = framesOf(input);
  const root = within === undefined
    ? find({ css: "body", frame: frames })
    : find({ ...within, frame: [...frames, ...framesOf(within)] });
  return readAriaTree(root.first(), { timeout: timeoutMs });
}

function* elementsIn(node: AriaNode): Generator<AriaNode> {
  for (const child of node.children) {
    if (typeof child === "string") continue;
    yield child;
    yield* elementsIn(child);
  }
}

/** As much of the page's own `Element` as is looked at. */
interface PageElement {
  readonly tagName: string;
  readonly textContent: string | null;
  readonly value?: unknown;
  readonly labels?: ArrayLike<{ readonly textContent: string | null }> | null;
  readonly ownerDocument: { getElementById(id: string): { readonly textContent: string | null } | null };
  getAttribute(name: string): string | null;
}

interface Wanted {
  readonly key: typeof TEXT_KEYS[number];
  readonly length: number;
  readonly most: number;
}

/** Runs in the page: the texts that a key of a locator is compared with, as far as they are about as long. */
function readTexts(elements: readonly PageElement[], { key, length, most }: Wanted): readonly string[] {
  const labelsOf = (element: PageElement) => {
    const ids = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter((id) => id !== "");
    const written = Array.from(element.labels ?? [], (label) => label.textContent);
    const named = ids.map((id) => element.ownerDocument.getElementById(id)?.textContent);
    return [...written, ...named, element.getAttribute("aria-label")];
  };
  const textsOf = (element: PageElement) => {
    if (/^(html|head|title|script|style|noscript|template)$/i.test(element.tagName)) return [];
    const isButton = /^(button|submit|reset)$/.test(element.getAttribute("type") ?? "");
    return [element.textContent, isButton && typeof element.value === "string" ? element.value : null];
  };
  const readers: { readonly [key in Wanted["key"]]: (element: PageElement) => readonly (string | null | undefined)[] } =
    {
      label: labelsOf,
      text: textsOf,
      placeholder: (element) => [element.getAttribute("placeholder")],
      alt: (element) => [element.getAttribute("alt")],
      title: (element) => [element.getAttribute("title")],
      test_id: (element) => [element.getAttribute("data-testid")],
    };
  const texts = elements.slice(0, most).flatMap(readers[key]).map((text) => (text ?? "").replace(/\s+/g, " ").trim());
  return [...new Set(texts)].filter((text) => text !== "" && Math.abs(text.length - length) <= 2);
}
