import type { BrowserContext, Page } from "playwright";
import type { Notify } from "./notice.ts";
import type { PageList } from "./page_list.ts";

/** Why nothing more can be done in a session. */
export interface Loss {
  readonly type: "browser" | "page";
  /** A sentence. */
  readonly message: string;
}

/** What `lossOf` looks at. */
export interface LossOptions {
  readonly pages: PageList;
  readonly notify: Notify;
  /** Whether we are closing the context ourselves. */
  readonly isClosing: () => boolean;
  /** Why we ended the browser ourselves, a sentence; `null` when we did not. */
  readonly endedFor: () => string | null;
}

/** Resolves when the current page crashed or the browser is gone; a crash of another page is only noticed. */
export function lossOf(context: BrowserContext, { pages, notify, isClosing, endedFor }: LossOptions): Promise<Loss> {
  const { promise, resolve } = Promise.withResolvers<Loss>();
  // A browser that ends takes its contexts along; listening to the browser itself would keep every session in memory.
  context.once("close", () => {
    if (!isClosing()) resolve({ type: "browser", message: endedFor() ?? "The browser ended" });
  });
  const watch = (page: Page) => {
    page.on("crash", () => {
      if (page === pages.current) resolve({ type: "page", message: "The page crashed" });
      else notify({ type: "crash", message: `A page that was not the current one crashed: "${page.url()}"` });
    });
  };
  context.on("page", watch);
  context.pages().forEach(watch);
  return promise;
}
