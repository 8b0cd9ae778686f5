import type { BrowserContext, Page } from "playwright";
import { cutText } from "../mask.ts";

/** An error that a page reported. */
export interface ConsoleError {
  readonly type: "console" | "page_error";
  readonly text: string;
  /** Where it came from; the page's own URL where the script is not known. */
  readonly url: string;
}

/** Errors that are remembered at most, and characters of each. */
const MOST_ERRORS = 1_000;
const LONGEST_TEXT = 10_000;

/** The errors of every page of a session since it began. */
export class ConsoleMemory {
  readonly #errors: { readonly page: Page | null; readonly error: ConsoleError }[] = [];

  constructor(context: BrowserContext) {
    context.on("console", (message) => {
      if (message.type() !== "error") return;
      const page = message.page();
      this.#add(page, { type: "console", text: message.text(), url: message.location().url || (page?.url() ?? "") });
    });
    context.on("weberror", (webError) => {
      const page = webError.page();
      this.#add(page, { type: "page_error", text: String(webError.error()), url: page?.url() ?? "" });
    });
  }

  of(page: Page): readonly ConsoleError[] {
    return this.#errors.filter((entry) => entry.page === page).map(({ error }) => error);
  }

  #add(page: Page | null, error: ConsoleError): void {
    if (this.#errors.length >= MOST_ERRORS) return;
    this.#errors.push({ page, error: { ...error, text: cutText(error.text, LONGEST_TEXT) } });
  }
}
