import { addToCart, MOST_OF_ONE, summarize } from "../cart.ts";
import { findProduct } from "../product.ts";
import type { Handler } from "../visit.ts";
import { jsonResponse, readJson } from "./json_response.ts";

/** The cart. */
export const getCart: Handler = ({ session }) => jsonResponse(summarize(session.cart));

/** Puts `{slug, quantity}` into the cart; 201 with the cart, 422 for a product or quantity that does not exist. */
export const postCart: Handler = async ({ request, session }) => {
  const { slug, quantity = 1 } = await readJson(request);
  if (typeof slug !== "string" || findProduct(slug) === undefined) {
    return jsonResponse({ error: "Unknown product" }, 422);
  }
  if (!Number.isInteger(quantity) || Number(quantity) < 1 || Number(quantity) > MOST_OF_ONE) {
    return jsonResponse({ error: `Enter a quantity from 1 to ${MOST_OF_ONE}` }, 422);
  }
  session.cart = addToCart(session.cart, slug, Number(quantity));
  return jsonResponse(summarize(session.cart), 201);
};

/** Empties the cart, or takes the product `?slug=` out of it. */
export const deleteCart: Handler = ({ url, session }) => {
  const slug = url.searchParams.get("slug");
  session.cart = slug === null ? [] : session.cart.filter((line) => line.slug !== slug);
  return jsonResponse(summarize(session.cart));
};
