import type { Locator } from "playwright";

/** What is known of one element, for people and for a locator that is unique. */
export interface ElementFacts {
  /** ARIA role; `null` for an element without one, or a hidden one. */
  readonly role: string | null;
  /** Accessible name. */
  readonly name: string | null;
  readonly tag: string;
  readonly id: string | null;
  readonly testId: string | null;
  readonly label: string | null;
  readonly placeholder: string | null;
  /** Visible text, blanks joined. */
  readonly text: string | null;
}

/** Longer texts do not help anybody to find an element. */
const LONGEST_TEXT = 80;

/** Looks at one element as it is now; rejects when there is none, or not exactly one. */
export async function elementFacts(element: Locator, timeoutMs: number): Promise<ElementFacts> {
  const limits = { timeout: timeoutMs };
  const [snapshot, dom] = await Promise.all([
    element.ariaSnapshotJSON({ depth: 0, ...limits }),
    element.evaluate(readElement, LONGEST_TEXT, limits),
  ]);
  const node = snapshot[0];
  const { role, name } = typeof node === "object" ? node : {};
  return { ...dom, role: role === undefined || role === "text" ? null : role, name: name || null };
}

/** An element for people: `textbox "Quantity *"`, `listitem "Teapot"` (its text, for it has no name), `div`. */
export function describeElement({ role, name, text, tag }: ElementFacts): string {
  const words = name ?? text;
  return words === null ? role ?? tag : `${role ?? tag} "${words}"`;
}

/** As much of the page's own `Element` as is looked at. */
interface PageElement {
  readonly tagName: string;
  readonly id: string;
  readonly innerText?: string;
  readonly labels?: ArrayLike<{ readonly textContent: string | null }> | null;
  getAttribute(name: string): string | null;
}

/** Runs in the page. */
function readElement(element: PageElement, longestText: number) {
  const clean = (text: string | null | undefined) => {
    const joined = (text ?? "").replace(/\s+/g, " ").trim();
    return joined === "" || joined.length > longestText ? null : joined;
  };
  return {
    tag: element.tagName.toLowerCase(),
    id: element.id || null,
    testId: element.getAttribute("data-testid"),
    label: clean(element.labels?.[0]?.textContent ?? element.getAttribute("aria-label")),
    placeholder: clean(element.getAttribute("placeholder")),
    text: clean(element.innerText),
  };
}
