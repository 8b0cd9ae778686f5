import { markup } from "../markup.ts";
import { page } from "../page.ts";
import type { Handler } from "../visit.ts";

/** Shows what the page has stored in the browser. */
export const storagePage: Handler = (visit) =>
  page(visit, {
    title: "Storage",
    body: markup`<h1>Storage</h1>
<label for="key">Key</label><input id="key" autocomplete="off">
<label for="value">Value</label><input id="value" autocomplete="off">
<p><button id="save-local">Save to local storage</button><button id="save-session">Save to session storage</button>
<button id="save-cookie">Save as cookie</button><button id="clear" class="plain">Clear</button></p>
<h2>Local storage</h2><pre data-testid="local"></pre>
<h2>Session storage</h2><pre data-testid="session"></pre>
<h2>Cookies</h2><pre data-testid="cookies"></pre>`,
    script: `
const $ = (selector) => document.querySelector(selector);
function show() {
  $("[data-testid=local]").textContent = JSON.stringify(localStorage);
  $("[data-testid=session]").textContent = JSON.stringify(sessionStorage);
  $("[data-testid=cookies]").textContent = document.cookie;
}
const on = (id, run) => $("#" + id).addEventListener("click", () => { run($("#key").value, $("#value").value); show(); });
on("save-local", (key, value) => localStorage.setItem(key, value));
on("save-session", (key, value) => sessionStorage.setItem(key, value));
on("save-cookie", (key, value) => { document.cookie = key + "=" + value + "; path=/"; });
on("clear", () => { localStorage.clear(); sessionStorage.clear(); });
show();
`,
  });
