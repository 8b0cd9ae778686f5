import { markup } from "../markup.ts";
import { page } from "../page.ts";
import type { Handler } from "../visit.ts";

/** A page that grows, ten items at a time, as its end is scrolled to. */
export const scrollPage: Handler = (visit) =>
  page(visit, {
    title: "Long page",
    body: markup`<h1>Long page</h1><p>At <span data-testid="position">0</span></p>
<ul class="boxes" aria-label="Items"></ul><p id="end">Loading more</p><button id="top">Back to top</button>`,
    script: `
const MOST = 50;
const list = document.querySelector(".boxes");
const end = document.querySelector("#end");
function grow() {
  for (let added = 0; added < 10 && list.children.length < MOST; added++) {
    list.append(Object.assign(document.createElement("li"), { textContent: "Item " + (list.children.length + 1) }));
  }
  if (list.children.length === MOST) end.textContent = "The end";
}
grow();
new IntersectionObserver((entries) => {
  if (entries.some((entry) => entry.isIntersecting)) grow();
}).observe(end);
addEventListener("scroll", () => { document.querySelector("[data-testid=position]").textContent = Math.round(scrollY); });
document.querySelector("#top").addEventListener("click", () => scrollTo(0, 0));
`,
  });
