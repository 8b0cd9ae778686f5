import { markup } from "../markup.ts";
import { page } from "../page.ts";
import type { Handler } from "../visit.ts";

/** Has what the first example of Playwright's documentation looks for, so that its translation runs offline. */
export const playwrightPage: Handler = (visit) =>
  page(visit, {
    title: "Fast and reliable end-to-end testing | Playwright",
    body: markup`<h1>Playwright</h1>
<p class="soft">Not the real one: what its example needs, at this address.</p>
<p><a href="/playwright/docs/intro">Get started</a></p>`,
  });

/** Where its link leads. */
export const playwrightIntroPage: Handler = (visit) =>
  page(visit, {
    title: "Installation | Playwright",
    body: markup`<h1>Installation</h1><p>One file to download.</p><h2>Introduction</h2><p>It runs flows.</p>`,
  });
