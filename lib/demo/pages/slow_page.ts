import { markup } from "../markup.ts";
import { page } from "../page.ts";
import type { Handler } from "../visit.ts";

/** Shows what a slow API answers; `?ms=` is how slow. */
export const slowPage: Handler = (visit) =>
  page(visit, {
    title: "Slow page",
    body: markup`<h1>Slow page</h1><p role="status">Loading</p><button id="again">Load again</button>`,
    script: `
const status = document.querySelector("[role=status]");
async function load() {
  status.textContent = "Loading";
  const ms = new URLSearchParams(location.search).get("ms") ?? "500";
  try {
    const response = await fetch("/api/slow?ms=" + encodeURIComponent(ms));
    status.textContent = response.ok ? (await response.json()).text : "Failed with " + response.status;
  } catch {
    status.textContent = "No connection";
  }
}
document.querySelector("#again").addEventListener("click", load);
load();
`,
  });
