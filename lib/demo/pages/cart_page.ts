import { countItems, summarize } from "../cart.ts";
import { type Markup, markup } from "../markup.ts";
import { page } from "../page.ts";
import { findProduct, formatPrice } from "../product.ts";
import type { CartLine } from "../session.ts";
import type { Handler } from "../visit.ts";
import { CHECKOUT_SCRIPT, checkoutForm } from "./checkout_form.ts";

/** The cart and the checkout. */
export const cartPage: Handler = (visit) => {
  const { items, total, lines } = summarize(visit.session.cart);
  return page(visit, {
    title: "Your cart",
    body: markup`<h1>Your cart</h1>
<p role="status">${countItems(items)}</p>
${lines.length === 0 ? markup`<p>Your cart is empty</p>` : cartTable(lines)}
<p>Total <strong data-testid="total">${total}</strong></p>
<button id="empty" class="plain">Empty cart</button>
<h2>Checkout</h2>
${checkoutForm()}`,
    script: `
const change = async (query) => {
  await fetch("/api/cart" + query, { method: "DELETE" });
  location.reload();
};
document.querySelector("#empty").addEventListener("click", () => change(""));
for (const button of document.querySelectorAll("[data-remove]")) {
  button.addEventListener("click", () => change("?slug=" + button.dataset.remove));
}
${CHECKOUT_SCRIPT}`,
  });
};

function cartTable(lines: readonly CartLine[]): Markup {
  return markup`<table aria-label="Cart">
<thead><tr><th>Product</th><th>Quantity</th><th>Price</th><th>Change</th></tr></thead>
<tbody>
${lines.map(cartRow)}
</tbody></table>`;
}

function cartRow({ slug, quantity }: CartLine): Markup {
  const { name = slug, price = 0 } = findProduct(slug) ?? {};
  return markup`<tr data-testid="cart-row"><td>${name}</td><td>${quantity}</td><td>${formatPrice(price * quantity)}</td>
<td><button class="plain" data-remove="${slug}" aria-label="Remove ${name}">Remove</button></td></tr>`;
}
