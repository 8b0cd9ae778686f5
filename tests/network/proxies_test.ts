import { UsageError } from "../../lib/errors.ts";
import { exportProxies, proxyAuthorization, proxyFor, readProxies } from "../../lib/network/proxies.ts";
import { assertEquals, assertThrows } from "../assert.ts";
import { fakeHost } from "../fake_host.ts";

const SQUID = "http://squid:3128";

/** Where a URL goes, by these variables and this option. */
function way(url: string, env: Readonly<Record<string, string>>, option: string | null = null): string | null {
  return proxyFor(new URL(url), readProxies(fakeHost({ env }).env, option))?.server ?? null;
}

Deno.test("readProxies() takes a proxy for each scheme, and one for all where there is no other", () => {
  const env = { HTTP_PROXY: "http://plain:1", HTTPS_PROXY: "http://secure:2", ALL_PROXY: "socks5://all" };
  assertEquals(way("http://shop/", env), "http://plain:1");
  assertEquals(way("wss://shop/", env), "http://secure:2");
  assertEquals(way("https://shop/", { ALL_PROXY: "socks5h://all" }), "socks5://all:1080");
  assertEquals(way("http://shop/", { HTTPS_PROXY: SQUID }), null);
});

Deno.test("readProxies() lets the option win, then the lower-case spelling", () => {
  assertEquals(way("https://shop/", { https_proxy: "low:1", HTTPS_PROXY: "high:2" }), "http://low:1");
  assertEquals(way("https://shop/", { https_proxy: "low:1" }, "https://option"), "https://option:443");
});

Deno.test("proxyFor() reaches this machine directly unless it is asked not to", () => {
  for (const host of ["localhost", "a.localhost", "127.0.0.1", "127.9.9.9", "[::1]"]) {
    assertEquals(way(`http://${host}:8080/`, { HTTP_PROXY: SQUID }), null);
    assertEquals(way(`http://${host}:8080/`, { HTTP_PROXY: SQUID, NO_PROXY: "<-loopback>" }), SQUID);
    assertEquals(way(`http://${host}:8080/`, { HTTP_PROXY: SQUID, NO_PROXY: `<-loopback>,${host}` }), null);
  }
});

Deno.test("proxyFor() honours NO_PROXY: hosts, what is below them, networks, ports and everything", () => {
  const direct = (url: string, list: string) => way(url, { ALL_PROXY: SQUID, no_proxy: list }) === null;
  assertEquals(direct("https://shop.example/", "other, shop.example"), true);
  assertEquals(direct("https://a.shop.example/", "SHOP.example"), true);
  assertEquals(direct("https://notshop.example/", "shop.example"), false);
  assertEquals(direct("https://shop.example/", ".shop.example"), false);
  assertEquals(direct("https://a.shop.example/", "*.shop.example"), true);
  assertEquals(direct("https://10.1.2.3/", "10.0.0.0/8"), true);
  assertEquals(direct("https://11.1.2.3/", "10.0.0.0/8,10.0.0.0/99,x/y"), false);
  assertEquals(direct("https://[fd00::1]/", "fd00::/8"), true);
  assertEquals(direct("https://shop.example:8443/", "shop.example:8443"), true);
  assertEquals(direct("https://shop.example/", "shop.example:8443"), false);
  assertEquals(direct("https://anything/", "*"), true);
});

Deno.test("readProxies() refuses what is no proxy, and does not repeat its password", () => {
  const error = (option: string) => assertThrows(() => readProxies(fakeHost().env, option), UsageError);
  for (const option of ["ftp://ada:hunter22@squid", "http://", "quic://squid", "socks4://squid"]) {
    assertEquals(
      error(option).message,
      'Cannot use the proxy in option "--proxy": expected a URL with http, https or socks5',
    );
  }
  assertEquals(error("http://config/proxy.pac").hint?.startsWith("a PAC file is no proxy"), true);
  assertThrows(() => way("http://a/", { http_proxy: "ftp://a" }), UsageError, 'in variable "http_proxy"');
});

Deno.test("proxyAuthorization() encodes credentials as they are meant", () => {
  const { http } = readProxies(fakeHost().env, "http://ada:p%40ss%C3%A9@squid");
  assertEquals(http && proxyAuthorization(http), `Basic ${btoa("ada:p@ss\u00c3\u00a9")}`);
});

Deno.test("exportProxies() leaves one set of variables, with this machine as an exception", () => {
  const { env } = fakeHost({
    env: { ALL_PROXY: "socks5://u:pw@all", HTTP_PROXY: "plain", no_proxy: "a:8080, <local>" },
  });
  exportProxies(readProxies(env, null), env);
  const found = Object.fromEntries(env.names().map((name) => [name, env.get(name)]));
  const NO_PROXY = "localhost,127.0.0.0/8,::1,a";
  const HTTPS_PROXY = "socks5://u:pw@all:1080";
  const HTTP_PROXY = "http://plain:80";
  const lower = { http_proxy: HTTP_PROXY, https_proxy: HTTPS_PROXY, no_proxy: NO_PROXY };
  assertEquals(found, { HTTP_PROXY, HTTPS_PROXY, NO_PROXY, ...lower });
});
