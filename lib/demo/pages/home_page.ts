import { markup } from "../markup.ts";
import { page } from "../page.ts";
import { formatPrice, PRODUCTS } from "../product.ts";
import type { Handler } from "../visit.ts";

/** Every other page that a person can go to, by its link's name. */
const LINKS: Readonly<Record<string, string>> = {
  "One-time code": "/sign-in/totp",
  Dialogs: "/dialogs",
  "Slow page": "/slow",
  Frames: "/frames",
  Windows: "/windows",
  Files: "/files",
  "Keyboard and mouse": "/keyboard",
  "Long page": "/scroll",
  Console: "/console",
  Storage: "/storage",
  "Clock and place": "/clock",
  Widgets: "/widgets",
  "Late elements": "/late",
  "Inaccessible page": "/inaccessible",
  "Basic authentication": "/basic",
  "Broken page": "/broken",
  Redirect: "/redirect?to=/cart",
};

/** The list of products, with a search. */
export const homePage: Handler = (visit) =>
  page(visit, {
    title: "The Teapot Shop",
    body: markup`<h1>Everything for tea</h1>
<label for="search">Search</label>
<input id="search" type="search" placeholder="Name of a product" autocomplete="off">
<p role="status">${PRODUCTS.length} products</p>
<ul class="products" aria-label="Products">
${
      PRODUCTS.map(({ slug, name, price, text }) =>
        markup`<li data-testid="product"><img src="/images/${slug}.svg" alt="" width="224" height="168">
<div><a href="/product/${slug}">${name}</a></div><div class="soft">${text}</div>
<div data-testid="price">${formatPrice(price)}</div></li>`
      )
    }</ul>
<h2>More pages</h2>
<nav aria-label="More pages">
<ul class="links">
${Object.entries(LINKS).map(([name, path]) => markup`<li><a href="${path}">${name}</a></li>`)}</ul>
</nav>`,
    script: `
const search = document.querySelector("#search");
search.addEventListener("input", () => {
  const wanted = search.value.trim().toLowerCase();
  let shown = 0;
  for (const item of document.querySelectorAll(".products li")) {
    item.hidden = !item.querySelector("a").textContent.toLowerCase().includes(wanted);
    if (!item.hidden) shown++;
  }
  document.querySelector("[role=status]").textContent = shown + (shown === 1 ? " product" : " products");
});
`,
  });
