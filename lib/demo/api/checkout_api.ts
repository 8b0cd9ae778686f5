import { summarize } from "../cart.ts";
import type { Handler } from "../visit.ts";
import { jsonResponse, readJson } from "./json_response.ts";

/** Pays for the cart and empties it; 409 when there is nothing in it. */
export const postCheckout: Handler = async ({ request, session }) => {
  const { name } = await readJson(request);
  if (session.cart.length === 0) return jsonResponse({ error: "Your cart is empty" }, 409);
  const number = `T-${session.id.slice(0, 8).toUpperCase()}`;
  session.order = { number, name: String(name ?? "guest"), total: summarize(session.cart).total };
  session.cart = [];
  return jsonResponse(session.order, 201);
};
