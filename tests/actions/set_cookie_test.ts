import { hasExpired, parseSetCookie } from "../../lib/actions/set_cookie.ts";
import { assertEquals } from "../assert.ts";

const NOW = new Date("2026-01-01T00:00:00Z");
const parse = (header: string, url = "https://shop.example.org/account/orders/7") =>
  parseSetCookie(header, new URL(url), NOW);

Deno.test("parseSetCookie() gives what is not said its default", () => {
  assertEquals(parse("a=b=c"), {
    name: "a",
    value: "b=c",
    domain: "shop.example.org",
    path: "/account/orders",
    expires: -1,
    httpOnly: false,
    secure: false,
    sameSite: "Lax",
  });
});

Deno.test("parseSetCookie() reads every attribute, in any case", () => {
  assertEquals(parse("a = b ; PATH=/x; domain=Example.org; Max-Age=60; HTTPONLY; Secure; samesite=None"), {
    name: "a",
    value: "b",
    domain: ".example.org",
    path: "/x",
    expires: NOW.getTime() / 1_000 + 60,
    httpOnly: true,
    secure: true,
    sameSite: "None",
  });
});

Deno.test("parseSetCookie() prefers Max-Age to Expires", () => {
  const expires = "Expires=Thu, 01 Jan 2026 00:01:00 GMT";
  assertEquals(parse(`a=b; ${expires}`)?.expires, NOW.getTime() / 1_000 + 60);
  assertEquals(parse(`a=b; Max-Age=5; ${expires}`)?.expires, NOW.getTime() / 1_000 + 5);
  assertEquals(parse("a=b; Expires=soon")?.expires, -1);
});

Deno.test("parseSetCookie() ignores a cookie for somebody else's domain, and one without a name", () => {
  for (const header of ["a=b; Domain=example.com", "a=b; Domain=org", "a=b; Domain=x.shop.example.org", "a", "=b"]) {
    assertEquals(parse(header), null, header);
  }
});

Deno.test("parseSetCookie() keeps the cookie of an address to that address", () => {
  assertEquals(parse("a=b; Domain=127.0.0.1", "http://127.0.0.1:4173/")?.domain, "127.0.0.1");
  assertEquals(parse("a=b", "http://127.0.0.1:4173/")?.path, "/");
});

Deno.test("hasExpired() knows a cookie that is to be taken away", () => {
  const expired = (header: string) => {
    const cookie = parse(header);
    return cookie !== null && hasExpired(cookie, NOW);
  };
  assertEquals(expired("a=; Max-Age=0"), true);
  assertEquals(expired("a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT"), true);
  assertEquals(expired("a=b; Max-Age=1"), false);
  assertEquals(expired("a=b"), false);
});
