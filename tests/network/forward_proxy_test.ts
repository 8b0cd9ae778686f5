import { connect } from "node:net";
import { AllowedHosts } from "../../lib/network/allowed_hosts.ts";
import { type ForwardOptions, serveForwardProxy } from "../../lib/network/forward_proxy.ts";
import { NoProxy } from "../../lib/network/no_proxy.ts";
import { NO_PROXIES, readProxies } from "../../lib/network/proxies.ts";
import { assertEquals, assertMatch } from "../assert.ts";
import { fakeHost } from "../fake_host.ts";

/** What a proxy of ours answers to these bytes, until it closes the connection. */
async function ask(options: Partial<ForwardOptions>, bytes: string): Promise<string> {
  await using proxy = await serveForwardProxy({ proxies: NO_PROXIES, allowedHosts: null, ...options });
  const socket = connect(proxy.port, "127.0.0.1");
  const { promise, resolve } = Promise.withResolvers<void>();
  let answer = "";
  socket.on("data", (chunk) => answer += chunk);
  socket.on("close", () => resolve());
  socket.on("error", () => resolve());
  socket.write(bytes);
  await promise;
  return answer;
}

/** A server of one connection that answers with what it got. */
function mirror() {
  return Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    const { method, url, headers } = request;
    return new Response([`${method} ${url}`, ...[...headers].map(([name, value]) => `${name}: ${value}`)].join("\n"));
  });
}

Deno.test("A request is passed on to its host alone, without what was meant for the proxy", async () => {
  await using server = mirror();
  const { port } = server.addr;
  const head =
    `GET http://127.0.0.1:${port}/a?b=c HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nProxy-Connection: keep-alive\r\n`;
  const next = `GET http://other.example/ HTTP/1.1\r\nHost: other.example\r\n\r\n`;
  const answer = await ask({}, `${head}Accept: x\r\n\r\n${next}`);
  assertEquals(answer.match(/HTTP\/1\.1 \d+/g), ["HTTP/1.1 200"]);
  assertMatch(answer, new RegExp(`GET http://127.0.0.1:${port}/a\\?b=c`));
  assertMatch(answer, /connection: close/i);
  assertEquals(/proxy-connection/i.test(answer), false);
});

Deno.test("A refused host gets no answer that could pass for the site's, and is counted", async () => {
  const allowedHosts = new AllowedHosts(["shop.example"]);
  const plain = await ask({ allowedHosts }, "GET http://evil.example/ HTTP/1.1\r\nHost: shop.example\r\n\r\n");
  const tunnel = await ask({ allowedHosts }, "CONNECT evil.example:443 HTTP/1.1\r\nHost: shop.example\r\n\r\n");
  assertEquals([plain, tunnel], ["", "HTTP/1.1 403 Forbidden\r\n\r\n"]);
  assertMatch(allowedHosts.takeSummary() ?? "", /Refused 2 connections .*"evil\.example" \(2\)/);
});

Deno.test("A plain request reaches another proxy whole, with its credentials", async () => {
  await using upstream = mirror();
  const { port } = upstream.addr;
  const proxies = readProxies(fakeHost().env, `http://ada:p%40ss@127.0.0.1:${port}`);
  const answer = await ask({ proxies }, "GET http://shop.example/a HTTP/1.1\r\nHost: shop.example\r\n\r\n");
  assertMatch(answer, /GET http:\/\/shop\.example\/a/);
  assertMatch(answer, new RegExp(`proxy-authorization: Basic ${btoa("ada:p@ss")}`));
});

Deno.test("A proxy that is not there, a head that is none and one without end close the connection", async () => {
  const gone = { server: "http://127.0.0.1:1", username: null, password: null, href: "http://127.0.0.1:1" };
  const proxies = { http: gone, https: gone, noProxy: new NoProxy("") };
  const tunnel = await ask({ proxies }, "CONNECT shop.example:443 HTTP/1.1\r\n\r\n");
  assertEquals(tunnel, "HTTP/1.1 502 Bad Gateway\r\n\r\n");
  assertEquals(await ask({ proxies }, "GET http://shop.example/ HTTP/1.1\r\n\r\n"), "");
  for (const bytes of ["GET\r\n\r\n", "GET /path HTTP/1.1\r\n\r\n", `GET ${"a".repeat(70_000)}`]) {
    assertEquals(await ask({}, bytes), "");
  }
});
