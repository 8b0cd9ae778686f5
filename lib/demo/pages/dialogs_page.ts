import { markup } from "../markup.ts";
import { page } from "../page.ts";
import type { Handler } from "../visit.ts";

/** Dialogs of the browser and of the page. */
export const dialogsPage: Handler = (visit) =>
  page(visit, {
    title: "Dialogs",
    body: markup`<h1>Dialogs</h1>
<button id="alert">Show alert</button><button id="confirm">Ask to confirm</button>
<button id="prompt">Ask for a name</button><button id="later">Alert later</button>
<button id="guard">Guard this page</button><button id="open">Open dialog</button>
<p role="status"></p>
<dialog aria-labelledby="question">
<form method="dialog"><h2 id="question">Delete the order?</h2>
<button value="deleted">Delete</button><button class="plain" value="kept">Keep</button></form>
</dialog>`,
    script: `
const say = (text) => { document.querySelector("[role=status]").textContent = text; };
const on = (id, run) => document.querySelector("#" + id).addEventListener("click", run);
on("alert", () => { alert("The tea is ready"); say("alert closed"); });
on("confirm", () => say(confirm("Empty the pot?") ? "confirmed" : "dismissed"));
on("prompt", () => { const name = prompt("What is your name?", "Ada"); say(name === null ? "no name" : "Hello, " + name); });
on("later", () => setTimeout(() => { alert("The tea is cold"); say("late alert closed"); }, 200));
on("guard", () => { addEventListener("beforeunload", (event) => event.preventDefault()); say("guarded"); });
const dialog = document.querySelector("dialog");
on("open", () => { dialog.returnValue = ""; dialog.showModal(); });
dialog.addEventListener("close", () => say(dialog.returnValue || "closed"));
`,
  });
