import { MOST_OF_ONE } from "../cart.ts";
import { markup } from "../markup.ts";
import { page } from "../page.ts";
import { findProduct, formatPrice } from "../product.ts";
import type { Handler } from "../visit.ts";
import { errorPage } from "./error_page.ts";

/** One product, to be put into the cart. */
export const productPage: Handler = (visit) => {
  const product = findProduct(visit.url.pathname.split("/").at(-1) ?? "");
  if (product === undefined) return errorPage(404, "There is no such product")(visit);
  return page(visit, {
    title: product.name,
    body: markup`<div class="product">
<h1>${product.name}</h1>
<img src="/images/${product.slug}.svg" alt="${product.name}" width="224" height="168">
<p>${product.text}</p>
<p data-testid="price">${formatPrice(product.price)}</p>
<label for="quantity">Quantity</label>
<input id="quantity" type="number" min="1" max="${MOST_OF_ONE}" value="1">
<p><button id="add" data-slug="${product.slug}">Add to cart</button></p>
<p role="alert"></p>
<p role="status"></p>
</div>`,
    script: `
document.querySelector("#add").addEventListener("click", async (event) => {
  const quantity = Number(document.querySelector("#quantity").value);
  const response = await fetch("/api/cart", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ slug: event.target.dataset.slug, quantity }),
  });
  const answer = await response.json();
  document.querySelector("[role=alert]").textContent = response.ok ? "" : answer.error;
  if (response.ok) {
    document.querySelector("[role=status]").textContent = answer.items + (answer.items === 1 ? " item" : " items");
  }
});
`,
  });
};
