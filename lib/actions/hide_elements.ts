import type { ElementHandle, Locator } from "playwright";

/** Hides elements until the result is disposed of. */
export async function hideElements(locators: readonly Locator[]): Promise<AsyncDisposable> {
  const hidden: (readonly [ElementHandle, StyleValue])[] = [];
  const show = async () => {
    for (const [element, style] of hidden.toReversed()) await element.evaluate(setVisibility, style).catch(() => {});
  };
  try {
    for (const locator of locators) {
      for (const element of await locator.elementHandles()) hidden.push([element, await hide(element)]);
    }
  } catch (error) {
    await show();
    throw error;
  }
  return { [Symbol.asyncDispose]: show };
}

/** How an element's own style says that it is seen. */
type StyleValue = readonly [value: string, priority: string];

async function hide(element: ElementHandle): Promise<StyleValue> {
  const hidden: StyleValue = ["hidden", "important"];
  return await element.evaluate(setVisibility, hidden);
}

interface Styled {
  readonly style?: {
    getPropertyValue(name: string): string;
    getPropertyPriority(name: string): string;
    setProperty(name: string, value: string, priority: string): void;
  };
}

/** Runs in the page; gives what was there before. */
function setVisibility({ style }: Styled, [value, priority]: StyleValue): StyleValue {
  const before = [style?.getPropertyValue("visibility") ?? "", style?.getPropertyPriority("visibility") ?? ""] as const;
  style?.setProperty("visibility", value, priority);
  return before;
}
