import type { LocatorInput } from "../../actions/locator.ts";
import { literal, literalName } from "./literal.ts";
import type { RecordedStep, Selector } from "./recording.ts";

/** A locator for the element of a recorded step; `isSure` is false where it may well name another one. */
export interface ChosenLocator {
  readonly locator: LocatorInput;
  readonly isSure: boolean;
}

/**
 * The locator that people would write for the same element: role and name, else label, test id, text, CSS, XPath.
 * `null` when a step has no selector that can be used.
 */
export function chooseLocator(
  { selectors = [], frame = [] }: RecordedStep,
  { isField, testIdAttribute }: Pick<Element, "isField" | "testIdAttribute">,
): ChosenLocator | null {
  const tag = selectors.map(tagOf).find((found) => found !== null) ?? null;
  for (const [index, rank] of RANKS.entries()) {
    const [best] = selectors.flatMap((selector) => rank(selector, { tag, isField, testIdAttribute }));
    if (best !== undefined) return { locator: { ...framesOf(frame), ...best }, isSure: index < RANKS.length - GUESSES };
  }
  return null;
}

/** A recording counts frames in the order in which they came. */
function framesOf(frame: readonly number[]): LocatorInput {
  const frames = frame.map((index) => ({ css: "iframe, frame", nth: index }));
  const [only] = frames;
  return only === undefined ? {} : { frame: frames.length === 1 ? only : frames };
}

interface Element {
  readonly tag: string | null;
  /** Whether people type into it. */
  readonly isField: boolean;
  /** The attribute that the page marks its elements with for tests. */
  readonly testIdAttribute: string;
}

type Rank = (selector: Selector, element: Element) => readonly LocatorInput[];

/** Ranks at the end that may well name another element. */
const GUESSES = 2;

/** From the best to the last. */
const RANKS: readonly Rank[] = [
  (selector, element) => {
    const { name, role } = ariaOf(selector);
    const known = role ?? roleOf(element.tag);
    return name === "" || known === null ? [] : [{ role: known, name: literalName(name) }];
  },
  (selector, { isField }) => {
    const { name } = ariaOf(selector);
    return name === "" || !isField ? [] : [{ label: literalName(name) }];
  },
  (selector, { testIdAttribute }) => {
    // What stands before it was needed to tell the element from others with the same id.
    const [, attribute, , id] = /^[\w-]*\[([\w-]+)=(["'])([^"'\\]+)\2\]$/.exec(cssOf(selector) ?? "") ?? [];
    return id === undefined || attribute !== testIdAttribute ? [] : [{ test_id: literal(id) }];
  },
  (selector) => {
    const text = lastOf(selector, "text/");
    return text === null ? [] : [textLocator(text)];
  },
  (selector) => {
    const css = cssOf(selector);
    return css === null ? [] : [{ css: literal(css) }];
  },
  (selector) => {
    const xpath = typeof selector === "string" || selector.length === 1 ? lastOf(selector, "xpath/") : null;
    return xpath === null ? [] : [{ xpath: literal(xpath) }];
  },
  (selector) => {
    const { name, role } = ariaOf(selector);
    return name === "" && role !== null ? [{ role }] : [];
  },
  (selector) => {
    const { name } = ariaOf(selector);
    return name === "" ? [] : [textLocator(name)];
  },
];

/** The Recorder cuts a text from this length on to what is unique. */
const CUT_LENGTH = 12;

function textLocator(text: string): LocatorInput {
  const isCut = text.length >= CUT_LENGTH;
  return { text: literalName(text), ...isCut ? { exact: false } : {} };
}

/** What stands behind a prefix in the innermost selector. */
function lastOf(selector: Selector, prefix: string): string | null {
  const last = [selector].flat().at(-1) ?? "";
  return last.startsWith(prefix) ? last.slice(prefix.length) : null;
}

/** `aria/Add to cart[role="button"]` */
function ariaOf(selector: Selector): { readonly name: string; readonly role: string | null } {
  const text = lastOf(selector, "aria/") ?? "";
  const attribute = /\[\s*(name|role)\s*=\s*(["'])(.*?)\2\s*\]/g;
  const found = new Map([...text.matchAll(attribute)].map(([, key = "", , value = ""]) => [key, value]));
  const name = found.get("name") ?? text.replaceAll(attribute, "").trim();
  return { name, role: ariaRole(found.get("role") ?? null) };
}

/** The roles of Chrome are those of ARIA but for a few of its own, such as `StaticText`. */
function ariaRole(role: string | null): string | null {
  if (role === "image") return "img";
  return role === null || /^[A-Z]|^(?:generic|none|presentation)$/.test(role) ? null : role;
}

/** CSS that reaches into open shadow roots, as Playwright's does. */
function cssOf(selector: Selector): string | null {
  const parts = [selector].flat().map((part) => part.replace(/^(?:pierce|css)\//, ""));
  if (parts.some((part) => /^(?:aria|text|xpath)\//.test(part) || part.includes("::-p-"))) return null;
  return parts.join(" ").replaceAll(/\s*>>>>?\s*/g, " ");
}

/** The name of the element that a selector ends with, as far as it says one; `input[type="checkbox"]` with its type. */
function tagOf(selector: Selector): string | null {
  const xpath = lastOf(selector, "xpath/");
  if (xpath !== null) return /\/([a-z][\w-]*)(?:\[[^\]]*\])*$/.exec(xpath)?.[1] ?? null;
  const last = (cssOf(selector) ?? "").split(/[\s>+~]+(?![^[]*\])/).at(-1) ?? "";
  const tag = /^[a-z][\w-]*/i.exec(last)?.[0].toLowerCase() ?? null;
  const type = /\[type=["']?(\w+)/.exec(last)?.[1];
  return tag === "input" && type !== undefined ? `input ${type}` : tag;
}

const ROLES: { readonly [tag: string]: string } = {
  a: "link",
  button: "button",
  select: "combobox",
  textarea: "textbox",
  img: "img",
  option: "option",
  h1: "heading",
  h2: "heading",
  h3: "heading",
  h4: "heading",
  h5: "heading",
  h6: "heading",
  "input checkbox": "checkbox",
  "input radio": "radio",
  "input submit": "button",
  "input button": "button",
};

function roleOf(tag: string | null): string | null {
  return tag !== null && Object.hasOwn(ROLES, tag) ? ROLES[tag] ?? null : null;
}

/** Whether the element is a `<select>`, by what its selectors say. */
export function isSelect({ selectors = [] }: RecordedStep): boolean {
  const tags = selectors.map(tagOf).filter((tag) => tag !== null);
  if (tags.length > 0) return tags.includes("select");
  return selectors.some((selector) => ["combobox", "listbox"].includes(ariaOf(selector).role ?? ""));
}
