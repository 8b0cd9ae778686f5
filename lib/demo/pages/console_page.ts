import { markup } from "../markup.ts";
import { page } from "../page.ts";
import type { Handler } from "../visit.ts";

/** Buttons that write to the console or fail. */
export const consolePage: Handler = (visit) =>
  page(visit, {
    title: "Console",
    body: markup`<h1>Console</h1>
<button id="line">Log a line</button><button id="warning">Log a warning</button><button id="error">Log an error</button>
<button id="throw">Throw an error</button><button id="reject">Reject a promise</button>
<button id="missing">Ask for a missing file</button><button id="flood">Flood the console</button>
<p role="status"></p>`,
    script: `
const on = (id, run) => document.querySelector("#" + id).addEventListener("click", () => {
  document.querySelector("[role=status]").textContent = id;
  return run();
});
on("line", () => console.log("The kettle is on"));
on("warning", () => console.warn("The kettle is hot"));
on("error", () => console.error("The kettle is cold"));
on("throw", () => { throw new Error("The teapot is empty"); });
on("reject", () => { Promise.reject(new Error("The tea has gone")); });
on("missing", () => fetch("/missing"));
on("flood", () => { for (let line = 1; line <= 5000; line++) console.log("Line " + line); });
`,
  });
