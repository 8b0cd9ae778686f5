import type { BrowserContext, Page } from "playwright";
import type { Notify } from "./notice.ts";

/** The pages of a session by name; the first is `main`. */
export interface SessionPages {
  /** Opens an empty page and makes it current. */
  open(name: string): Promise<Page>;
  /** Gives a page that opened by itself a name and makes it current. */
  adopt(name: string, page: Page): void;
  /** Makes a page current: by its name, else the only one whose URL contains the text; throws. */
  switchTo(name: string): Page;
  /** Closes a page, the current one where no name is given, unless it asks to stay and is let; the one before it becomes current. */
  close(name?: string): Promise<void>;
  readonly currentName: string;
  list(): readonly { readonly name: string | null; readonly page: Page }[];
}

/** How long a page may take to say whether it wants to stay, in milliseconds. */
const ASK_MS = 1_000;

/** Open pages that a session has at most: a page that opens windows without end would fill the memory. */
export const MOST_PAGES = 20;

/** Keeps names for the pages of a context and knows the current one. */
export class PageList implements SessionPages {
  readonly #context: BrowserContext;
  readonly #notify: Notify;
  readonly #names = new Map<Page, string>();
  /** Pages that were current, the last one now. */
  #history: Page[];
  #opening = 0;

  constructor(context: BrowserContext, main: Page, notify: Notify) {
    this.#context = context;
    this.#notify = notify;
    this.#names.set(main, "main");
    this.#history = [main];
    context.on("page", (page) => this.#bound(page));
  }

  get current(): Page {
    // When all are closed the last one stays, and what is done with it fails with its own words.
    return this.#history.findLast((page) => !page.isClosed()) ?? this.#history.at(-1) as Page;
  }

  get currentName(): string {
    return this.#names.get(this.current) ?? "";
  }

  list(): readonly { readonly name: string | null; readonly page: Page }[] {
    return this.#context.pages().map((page) => ({ name: this.#names.get(page) ?? null, page }));
  }

  async open(name: string): Promise<Page> {
    this.#checkFree(name);
    const count = this.#context.pages().length;
    if (count >= MOST_PAGES) throw new Error(`Cannot open page "${name}": found ${count} open pages, expected fewer`);
    this.#opening++;
    try {
      const page = await this.#context.newPage();
      this.adopt(name, page);
      return page;
    } finally {
      this.#opening--;
    }
  }

  adopt(name: string, page: Page): void {
    this.#checkFree(name, page);
    this.#names.set(page, name);
    this.#makeCurrent(page);
  }

  switchTo(name: string): Page {
    const pages = this.list();
    const named = pages.find((page) => page.name === name);
    const fitting = named === undefined ? pages.filter(({ page }) => page.url().includes(name)) : [named];
    const [found] = fitting;
    if (found === undefined || fitting.length > 1) {
      throw new Error(
        `Cannot switch to page "${name}": found ${this.#describe(fitting)}, expected one of that name or URL`,
      );
    }
    this.#makeCurrent(found.page);
    return found.page;
  }

  async close(name?: string): Promise<void> {
    const page = name === undefined ? this.current : this.list().find((open) => open.name === name)?.page;
    if (page === undefined) {
      throw new Error(`Cannot close page "${name}": found ${this.#describe([])}, expected one of that name`);
    }
    await closeAsPeopleDo(page);
    this.#history = this.#history.filter((other) => other !== page || this.#history.length === 1);
  }

  #makeCurrent(page: Page): void {
    this.#history = [...this.#history.filter((other) => other !== page && !other.isClosed()), page];
  }

  #checkFree(name: string, page?: Page): void {
    const holder = this.list().find((open) => open.name === name && open.page !== page);
    if (holder !== undefined) {
      throw new Error(`Cannot name a page "${name}": found an open page of that name, expected a new one`);
    }
  }

  #describe(fitting: readonly { readonly page: Page }[]): string {
    if (fitting.length > 1) return `${fitting.length} pages (${fitting.map(({ page }) => page.url()).join(", ")})`;
    return `only ${this.list().map((page) => `"${page.name ?? page.page.url()}"`).join(", ")}`;
  }

  #bound(page: Page): void {
    page.once("close", () => this.#names.delete(page));
    if (this.#context.pages().length <= MOST_PAGES || this.#opening > 0) return;
    this.#notify({
      type: "window",
      message: `A page opened more than ${MOST_PAGES} windows: the rest is closed at once`,
    });
    page.close().catch(() => {});
  }
}

/** Closes a page; its `beforeunload` may ask to stay, and one that does not answer is closed all the same. */
async function closeAsPeopleDo(page: Page): Promise<void> {
  const ended = Promise.withResolvers<void>();
  page.once("close", () => ended.resolve());
  const timer = setTimeout(() => ended.resolve(page.close()), ASK_MS);
  // From here on the answer to the dialog decides.
  page.once("dialog", () => clearTimeout(timer));
  try {
    await page.close({ runBeforeUnload: true });
    await ended.promise;
  } finally {
    clearTimeout(timer);
  }
}
