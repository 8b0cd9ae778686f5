import { markup } from "../markup.ts";
import { page } from "../page.ts";
import type { Handler } from "../visit.ts";

/** Says which keys and buttons were pressed; has a context menu, a hover menu and a list to drag. */
export const keyboardPage: Handler = (visit) =>
  page(visit, {
    title: "Keyboard and mouse",
    body: markup`<h1>Keyboard and mouse</h1>
<ul id="order" class="boxes" aria-label="Order">
<li draggable="true">Assam</li>
<li draggable="true">Ceylon</li>
<li draggable="true">Darjeeling</li>
</ul>
<p data-testid="order">Assam, Ceylon, Darjeeling</p>
<div id="basket" class="box" data-testid="basket">Drop here</div>
<label for="keys">Keys</label><input id="keys" autocomplete="off"><p>Pressed: <span data-testid="keys"></span></p>
<label for="other">Other field</label><input id="other"><p>Focus: <span data-testid="focus">nowhere</span></p>
<button id="pad">Pad</button><p role="status"></p><p>Position: <span data-testid="position"></span></p>
<ul id="context" class="boxes" role="menu" aria-label="Pad menu" hidden>
<li role="menuitem" tabindex="-1">Copy</li>
<li role="menuitem" tabindex="-1">Delete</li>
</ul>
<div id="hover"><button aria-haspopup="true">Teas</button>
<p data-testid="hover-menu" hidden><a href="/product/tea-tin">Green tea</a> <a href="/product/kettle">Black tea</a></p></div>`,
    script: `
const $ = (selector) => document.querySelector(selector);
const MODIFIERS = { Control: "ctrlKey", Alt: "altKey", Shift: "shiftKey", Meta: "metaKey" };
const chord = (event, last) => [...Object.keys(MODIFIERS).filter((key) => event[MODIFIERS[key]]), last].join("+");
$("#keys").addEventListener("keydown", (event) => {
  if (event.key in MODIFIERS) return;
  $("[data-testid=keys]").textContent = ($("[data-testid=keys]").textContent + " " + chord(event, event.key)).trim();
});
addEventListener("focusin", ({ target }) => {
  $("[data-testid=focus]").textContent = target.labels?.[0]?.textContent || target.textContent || "nowhere";
});
const pad = $("#pad");
const say = (event, text) => { $("[role=status]").textContent = chord(event, text); };
pad.addEventListener("click", (event) => {
  say(event, "click");
  $("[data-testid=position]").textContent = Math.round(event.offsetX) + "," + Math.round(event.offsetY);
});
pad.addEventListener("auxclick", (event) => { if (event.button === 1) say(event, "middle click"); });
pad.addEventListener("dblclick", (event) => say(event, "double click"));
pad.addEventListener("contextmenu", (event) => { event.preventDefault(); say(event, "right click"); $("#context").hidden = false; });
$("#context").addEventListener("click", (event) => { say(event, "menu " + event.target.textContent); $("#context").hidden = true; });
$("#hover").addEventListener("mouseenter", () => { $("[data-testid=hover-menu]").hidden = false; });
$("#hover").addEventListener("mouseleave", () => { $("[data-testid=hover-menu]").hidden = true; });
let dragged = null;
for (const item of document.querySelectorAll("#order li")) {
  item.addEventListener("dragstart", (event) => { dragged = item; event.dataTransfer.setData("text/plain", item.textContent); });
  item.addEventListener("dragover", (event) => event.preventDefault());
  item.addEventListener("drop", (event) => {
    event.preventDefault();
    const down = dragged.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING;
    item[down ? "after" : "before"](dragged);
    $("[data-testid=order]").textContent = [...document.querySelectorAll("#order li")].map((one) => one.textContent).join(", ");
  });
}
$("#basket").addEventListener("dragover", (event) => event.preventDefault());
$("#basket").addEventListener("drop", (event) => {
  event.preventDefault();
  $("#basket").textContent = "Dropped " + event.dataTransfer.getData("text/plain");
});
`,
  });
