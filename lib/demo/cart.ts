import { findProduct, formatPrice } from "./product.ts";
import type { CartLine } from "./session.ts";

/** A cart as the API gives it. */
export interface CartSummary {
  readonly items: number;
  readonly total: string;
  readonly lines: readonly CartLine[];
}

/** The most that a cart takes of one product. */
export const MOST_OF_ONE = 99;

/** The cart with more of a product in it. */
export function addToCart(cart: readonly CartLine[], slug: string, quantity: number): readonly CartLine[] {
  const before = cart.find((line) => line.slug === slug)?.quantity ?? 0;
  const line = { slug, quantity: Math.min(before + quantity, MOST_OF_ONE) };
  return before === 0 ? [...cart, line] : cart.map((other) => other.slug === slug ? line : other);
}

/** The number of items and what they cost together. */
export function summarize(cart: readonly CartLine[]): CartSummary {
  const cents = cart.reduce((sum, { slug, quantity }) => sum + (findProduct(slug)?.price ?? 0) * quantity, 0);
  const items = cart.reduce((sum, { quantity }) => sum + quantity, 0);
  return { items, total: formatPrice(cents), lines: cart };
}

/** `1 item`, `2 items`. */
export function countItems(items: number): string {
  return `${items} ${items === 1 ? "item" : "items"}`;
}
