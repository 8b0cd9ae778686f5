import { formatPrice, PRODUCTS } from "../product.ts";
import type { Handler } from "../visit.ts";
import { jsonResponse } from "./json_response.ts";

/** Every product with its price. */
export const getProducts: Handler = () =>
  jsonResponse({ items: PRODUCTS.map(({ slug, name, price }) => ({ slug, name, price: formatPrice(price) })) });
