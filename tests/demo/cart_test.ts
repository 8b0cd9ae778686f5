import { addToCart, countItems, summarize } from "../../lib/demo/cart.ts";
import { assertEquals } from "../assert.ts";

Deno.test("addToCart() adds to a product that is there, up to 99", () => {
  const cart = addToCart(addToCart([], "cup", 60), "teapot", 1);
  assertEquals(addToCart(cart, "cup", 60), [{ slug: "cup", quantity: 99 }, { slug: "teapot", quantity: 1 }]);
});

Deno.test("summarize() adds up in cents", () => {
  const cart = [{ slug: "strainer", quantity: 3 }, { slug: "tea-tin", quantity: 1 }];
  assertEquals(summarize(cart), { items: 4, total: "23.45 EUR", lines: cart });
});

Deno.test("countItems() knows the singular", () => {
  assertEquals([0, 1, 2].map(countItems), ["0 items", "1 item", "2 items"]);
});
