import { markup } from "../markup.ts";
import { page } from "../page.ts";
import type { Handler } from "../visit.ts";

/** A page that opens others. */
export const windowsPage: Handler = (visit) =>
  page(visit, {
    title: "Windows",
    body: markup`<h1>Windows</h1>
<p><a href="/windows/details" target="_blank">Open details</a></p>
<button id="help">Open help</button><button id="many">Open many</button>`,
    script: `
document.querySelector("#help").addEventListener("click", () => window.open("/windows/help"));
document.querySelector("#many").addEventListener("click", () => {
  for (let index = 0; index < 50; index++) window.open("/windows/help?number=" + index);
});
`,
  });

/** What the link opens. */
export const detailsPage: Handler = (visit) =>
  page(visit, {
    title: "Details",
    body:
      markup`<h1>Details</h1><p data-testid="capacity">One litre</p><button onclick="window.close()">Close</button>`,
  });

/** What the button opens. */
export const helpPage: Handler = (visit) =>
  page(visit, {
    title: "Help",
    body: markup`<h1>Help</h1><p>Warm the pot first.</p><button onclick="window.close()">Close</button>`,
  });
