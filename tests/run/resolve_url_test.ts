import { ActionError } from "../../lib/actions/action_error.ts";
import { resolveUrl } from "../../lib/run/resolve_url.ts";
import { assertEquals, assertThrows } from "../assert.ts";

const BASE = "http://127.0.0.1:4173/shop/";

Deno.test("resolveUrl() takes a URL as it is, and a path below the base URL", () => {
  assertEquals(resolveUrl("about:blank", null), "about:blank");
  assertEquals(resolveUrl("https://a.example/b", BASE), "https://a.example/b");
  assertEquals(resolveUrl("cart", BASE), `${BASE}cart`);
  assertEquals(resolveUrl("/cart", BASE), "http://127.0.0.1:4173/cart");
  assertEquals(resolveUrl("data:text/plain,a", null), "data:text/plain,a");
});

Deno.test("resolveUrl() says what is wrong with a URL, or with the base URL", () => {
  const wrong = (written: string, baseUrl: string | null) =>
    assertThrows(() => resolveUrl(written, baseUrl), ActionError).message;
  assertEquals(wrong("/", null), 'Cannot open "/": found a path without base_url, expected a URL');
  assertEquals(
    wrong("/", "shop"),
    'Cannot open "/": found the base_url "shop", expected one such as http://127.0.0.1:4173',
  );
  assertEquals(wrong("//a b", BASE), 'Cannot open "//a b": found neither, expected a URL or a path');
  assertEquals(
    wrong("file:///etc/passwd", BASE),
    'Cannot open "file:///etc/passwd": found the scheme "file:", expected http, https, about:blank or data',
  );
});
