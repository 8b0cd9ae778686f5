import { markup } from "../markup.ts";
import { page } from "../page.ts";
import type { Handler } from "../visit.ts";

/** Breaks rules of accessibility on purpose: an image without text, a field without label, pale text. */
export const inaccessiblePage: Handler = (visit) =>
  page(visit, {
    title: "Inaccessible page",
    body: markup`<h1>Inaccessible page</h1><img src="/images/cup.svg" width="112" height="84"><input>
<p style="color: #bbbbbb; background: #ffffff">Hard to read</p>`,
  });
