import { markup } from "../markup.ts";
import { barePage, page } from "../page.ts";
import type { Handler } from "../visit.ts";

/** A page with a frame in a frame. */
export const framesPage: Handler = (visit) =>
  page(visit, {
    title: "Frames",
    body: markup`<h1>Frames</h1>
<iframe title="Outer frame" name="outer" src="/frames/outer"></iframe>`,
  });

/** The frame, with a button and the next frame. */
export const outerFramePage: Handler = () =>
  barePage(
    "Outer frame",
    markup`<h1>Outer</h1><button id="press">Press outside</button><p role="status"></p>
<iframe title="Inner frame" name="inner" src="/frames/inner"></iframe>`,
    `document.querySelector("#press").addEventListener("click", () => {
  document.querySelector("[role=status]").textContent = "pressed outside";
});`,
  );

/** The innermost frame, with a field and a button. */
export const innerFramePage: Handler = () =>
  barePage(
    "Inner frame",
    markup`<h1>Inner</h1><label for="leaf">Leaf</label><input id="leaf">
<button id="press">Press inside</button><p role="status"></p>`,
    `document.querySelector("#press").addEventListener("click", () => {
  document.querySelector("[role=status]").textContent = "pressed inside with " + document.querySelector("#leaf").value;
});`,
  );
