import { markup } from "../markup.ts";
import { page } from "../page.ts";
import type { Handler } from "../visit.ts";

/** What was ordered last. */
export const thanksPage: Handler = (visit) => {
  const { order } = visit.session;
  if (order === null) {
    return page(visit, {
      title: "No order",
      body: markup`<h1>No order yet</h1>
<p><a href="/">Back to the shop</a></p>`,
    });
  }
  return page(visit, {
    title: "Thank you",
    body: markup`<h1>Thank you, ${order.name}</h1>
<p>Order <strong data-testid="order">${order.number}</strong>, paid <strong data-testid="paid">${order.total}</strong></p>
<p><a href="/">Back to the shop</a></p>`,
  });
};
