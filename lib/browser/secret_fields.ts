import type { Frame, Locator, Page } from "playwright";
import type { Playwright } from "./playwright.ts";
import { secretFieldEngine } from "./secret_field_engine.ts";

/** The name of the selector engine of `secretFieldEngine()`. */
const ENGINE = "qa_secret";

/** Texts that one origin was given at most: a flow may fill fields without end. */
const MOST_TEXTS = 100;

let registered: Promise<void> | undefined;

/** Makes the selectors of `SecretFields` work in every context that is opened from now on. */
export async function registerSecretFields({ selectors }: Pick<Playwright, "selectors">): Promise<void> {
  // Playwright refuses a second engine of the same name, and it knows one for the whole process.
  await (registered ??= selectors.register(ENGINE, secretFieldEngine, { contentScript: true }));
}

/**
 * Remembers which elements of a session hold a secret. The elements are remembered in a world of the page that the
 * page's own scripts neither see nor change, so a field stays known when its type, its label or its place changes.
 */
export class SecretFields {
  /** Also asked again by their locators: a field that a page makes anew is another element. */
  readonly #fields = new Map<string, Locator>();
  /** What pages were given, by origin: no other origin is ever told. */
  readonly #texts = new Map<string, Set<string>>();
  #isFramed = false;

  /** The same element, remembered as soon as it is found: it is about to hold `texts`. */
  hold(element: Locator, texts: readonly string[]): Locator {
    const name = String(element);
    const isFramed = name.includes("contentFrame()");
    this.#isFramed ||= isFramed;
    this.#fields.set(`${this.#pageNumber(element.page())} ${name}`, element);
    // Which origin a frame has is not known before the frame is found.
    if (!isFramed) this.give(element.page(), texts);
    return element.locator(`${ENGINE}=hold`);
  }

  /** Remembers texts that a page was given, wherever it shows them. */
  give(page: Page, texts: readonly string[]): void {
    const origin = originOf(page.mainFrame());
    if (origin === null) return;
    const given = this.#texts.get(origin) ?? new Set();
    for (const text of texts) if (given.size < MOST_TEXTS) given.add(text);
    this.#texts.set(origin, given);
  }

  /** What must not be seen in a picture of a page. */
  of(page: Page): readonly Locator[] {
    const asked = [...this.#fields.values()].filter((field) => field.page() === page);
    const frames = this.#isFramed ? page.frames() : [page.mainFrame()];
    const shown = frames.flatMap((frame) => {
      const texts = [...this.#texts.get(originOf(frame) ?? "") ?? []];
      if (asked.length === 0 && texts.length === 0 && !this.#isFramed) return [];
      return [frame.locator(`${ENGINE}=shown ${texts.map(written).join(" ")}`)];
    });
    return [...asked, ...shown];
  }

  readonly #numbers = new WeakMap<Page, number>();
  #pages = 0;

  #pageNumber(page: Page): number {
    const number = this.#numbers.get(page) ?? ++this.#pages;
    this.#numbers.set(page, number);
    return number;
  }
}

/** A text as a part of a selector, in which quotes and `>>` have a meaning. */
function written(text: string): string {
  return encodeURIComponent(text).replaceAll("'", "%27");
}

/** `null` for a page that no server sent. */
function originOf(frame: Frame): string | null {
  const url = URL.canParse(frame.url()) ? new URL(frame.url()) : null;
  return url === null || url.origin === "null" ? null : url.origin;
}
