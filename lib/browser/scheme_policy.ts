import type { BrowserContext, Frame, Page } from "playwright";
import { cutText } from "../mask.ts";
import type { Notify } from "./notice.ts";

/** What pages and frames may show; `blob:` and `about:srcdoc` are what a page itself made. */
const ALLOWED = /^(https?:|data:|blob:|about:blank|about:srcdoc|chrome-error:|$)/i;

/** Characters of a refused URL that the report keeps. */
const LONGEST_URL = 200;

/** What Chromium and WebKit write when they refuse a page that wants to leave the web. */
const REFUSED = /^Not allowed to load local resource: (.*)/;

/**
 * Keeps pages on the web. Browsers refuse `file:` and their own pages to every document of the web, in frames, windows
 * and redirects alike; that is reported. What gets past (a command that names such a URL) is turned away as soon as it
 * shows. A route would see it earlier, at twice the price of every request, and not see redirects at all.
 */
export function keepOnTheWeb(context: BrowserContext, notify: Notify): void {
  context.on("page", (page) => watch(page, notify));
  for (const page of context.pages()) watch(page, notify);
  context.on("console", (message) => {
    const url = message.type() === "error" ? REFUSED.exec(message.text())?.[1] : undefined;
    if (url !== undefined) notify({ type: "scheme", message: refusal(url) });
  });
}

function watch(page: Page, notify: Notify): void {
  page.on("framenavigated", (frame) => turnAway(frame, notify));
  turnAway(page.mainFrame(), notify);
}

function turnAway(frame: Frame, notify: Notify): void {
  const url = frame.url();
  if (ALLOWED.test(url)) return;
  notify({ type: "scheme", message: refusal(url) });
  frame.goto("about:blank").catch(() => {});
}

function refusal(url: string): string {
  return `A page wanted to open "${cutText(url, LONGEST_URL)}": only http, https, about:blank and data are allowed`;
}
