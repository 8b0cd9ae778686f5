import type { Value } from "../plan/value.ts";
import type { ActionContext } from "./action_context.ts";
import { type LocatorInput, locatorOf } from "./locator.ts";
import { oneLine } from "./one_line.ts";

/** What `capture` takes. */
export type CaptureSource = "text" | "value" | "count" | "attribute" | "url" | "title" | "cookie" | "storage";

/** A locator and what to take from there. */
export interface CaptureInput extends LocatorInput {
  readonly of?: CaptureSource;
  readonly attribute?: string;
  readonly key?: string;
}

/** A thing to take; `take` gives `null` when there is no such thing. */
interface Source {
  readonly needsLocator: boolean;
  readonly needs?: "attribute" | "key";
  take(input: CaptureInput, context: ActionContext): Promise<Value>;
}

/** What each `of` takes; all but `count` wait for the element. */
export const CAPTURE_SOURCES: { readonly [source in CaptureSource]: Source } = {
  text: {
    needsLocator: true,
    take: async (input, context) => oneLine(await element(input, context).innerText(context.limits())),
  },
  value: {
    needsLocator: true,
    take: (input, context) => element(input, context).inputValue(context.limits()),
  },
  count: {
    needsLocator: true,
    take: (input, context) => element(input, context).count(),
  },
  attribute: {
    needsLocator: true,
    needs: "attribute",
    take: (input, context) => element(input, context).getAttribute(input.attribute ?? "", context.limits()),
  },
  url: {
    needsLocator: false,
    take: (_input, { page }) => Promise.resolve(page.url()),
  },
  title: {
    needsLocator: false,
    take: (_input, { page }) => page.title(),
  },
  cookie: {
    needsLocator: false,
    needs: "key",
    async take({ key }, { page }) {
      const cookies = await page.context().cookies(page.url());
      return cookies.find(({ name }) => name === key)?.value ?? null;
    },
  },
  storage: {
    needsLocator: false,
    needs: "key",
    take: ({ key = "" }, { page }) => page.evaluate(readStorage, key),
  },
};

function element(input: CaptureInput, { find }: ActionContext) {
  return find(locatorOf(input));
}

/** Runs in the page. */
function readStorage(key: string): string | null {
  return localStorage.getItem(key);
}
