import { describeUrl, matchesUrl, type UrlPattern, urlPattern } from "../../lib/actions/url_pattern.ts";
import { assertEquals, assertLess, assertStringIncludes } from "../assert.ts";

const BASE = "http://shop.test:4173/app/";

/** A pattern, a URL that fits and one that does not. */
const CASES: readonly (readonly [UrlPattern, string, string])[] = [
  ["/cart", "http://shop.test:4173/cart", "http://shop.test:4173/cart?x=1"],
  ["cart", "http://shop.test:4173/app/cart", "http://shop.test:4173/cart"],
  ["/cart?x=1#top", "http://shop.test:4173/cart?x=1#top", "http://shop.test:4173/cartx=1#top"],
  ["/product/*", "http://shop.test:4173/product/teapot", "http://shop.test:4173/product/teapot/big"],
  ["**/thanks", "https://other.test/a/b/thanks", "https://other.test/thanks?x"],
  ["**/api/**", "http://shop.test/api/", "http://shop.test/apis/"],
  ["*://shop.test/", "http://shop.test/", "http://shop.test/a"],
  ["http://shop.test", "http://shop.test/", "http://shop.test/a"],
  ["http://127.0.0.1:*/cart", "http://127.0.0.1:8080/cart", "http://127.0.0.1/cart"],
  ["/café au lait", "http://shop.test:4173/caf%C3%A9%20au%20lait", "http://shop.test:4173/cafe"],
  ["**/café", "http://shop.test/caf%C3%A9", "http://shop.test/cafe"],
  [{ regex: "/item/\\d+$" }, "http://shop.test/item/42", "http://shop.test/item/x"],
  [{ regex: "/CART/i" }, "http://shop.test/cart", "http://shop.test/car"],
];

Deno.test("matchesUrl() knows globs, paths below base_url and regular expressions", async () => {
  for (const [pattern, fits, other] of CASES) {
    assertEquals(await matchesUrl(pattern, BASE, fits), true, JSON.stringify(pattern));
    assertEquals(await matchesUrl(pattern, BASE, other), false, JSON.stringify(pattern));
  }
});

Deno.test("matchesUrl() compares a path with the path of the URL when there is no base_url", async () => {
  assertEquals(await matchesUrl("/cart?x=*", null, "https://any.test/cart?x=1"), true);
  assertEquals(await matchesUrl("/cart", null, "https://any.test/carts"), false);
});

Deno.test("matchesUrl() is quick where a backtracking engine would not end", async () => {
  const before = performance.now();
  assertEquals(await matchesUrl({ regex: "^http://(a+)+$" }, null, `http://${"a".repeat(20_000)}!`), false);
  assertLess(performance.now() - before, 2_000);
});

Deno.test("urlPattern() refuses a regular expression that is none, or that cannot be linear", () => {
  const reasons = (written: unknown) =>
    urlPattern().safeParse(written).error?.issues.map(({ message }) => message).join();
  assertEquals(reasons("**/x(("), undefined);
  assertStringIncludes(reasons({ regex: "((" }) ?? "", "Invalid regular expression");
  assertStringIncludes(reasons({ regex: "a(?=b)" }) ?? "", `found "(?="`);
  assertStringIncludes(reasons({ regex: "(a)\\1" }) ?? "", "linear-time");
  assertStringIncludes(reasons({ pattern: "x" }) ?? "", "pattern");
});

Deno.test("describeUrl() shows a pattern as it was written", () => {
  assertEquals(describeUrl("**/a"), "**/a");
  assertEquals(describeUrl({ regex: "a+" }), "/a+/");
});
