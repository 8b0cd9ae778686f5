import type { Socket } from "node:net";
import type { AllowedHosts } from "./allowed_hosts.ts";
import { ByteReader } from "./byte_reader.ts";
import { join, type LocalServer, serveLocally } from "./local_server.ts";
import { plainHost } from "./no_proxy.ts";
import { type Proxies, type Proxy, proxyAuthorization, proxyFor } from "./proxies.ts";
import { MAX_HEAD, openProxy, openTunnel } from "./tunnel.ts";

/** Where a browser's connections may go, and by which way. */
export interface ForwardOptions {
  readonly proxies: Proxies;
  /** `null` is everywhere. */
  readonly allowedHosts: AllowedHosts | null;
}

/**
 * A proxy for one browser, on this machine: it refuses hosts that are not allowed and passes the rest on, through the
 * run's own proxies where there are any. Chromium by itself reads `NO_PROXY` in another way, asks for credentials in a
 * dialog and counts nothing.
 */
export async function serveForwardProxy(options: ForwardOptions): Promise<LocalServer> {
  return await serveLocally(async (client) => {
    const request = await readRequest(client);
    if (!(options.allowedHosts?.admit(request.url.hostname) ?? true)) return refuse(client, request);
    await (request.method === "CONNECT" ? tunnel : forward)(client, request, options);
  });
}

/** The head of a request to a proxy (RFC 9112, section 3.2). */
interface ProxyRequest {
  readonly method: string;
  readonly url: URL;
  /** As they were written. */
  readonly headers: readonly string[];
}

async function readRequest(client: Socket): Promise<ProxyRequest> {
  using reader = new ByteReader(client);
  const [line = "", ...headers] = (await reader.head(MAX_HEAD)).trimEnd().split("\r\n");
  const [method = "", target = ""] = line.split(" ");
  // Who asks for a tunnel does not say what for; the port tells.
  const scheme = target.endsWith(":80") ? "http" : "https";
  return { method, url: new URL(method === "CONNECT" ? `${scheme}://${target}` : target), headers };
}

/** A page must not take an answer of ours for one of the site, so a plain request gets none. */
function refuse(client: Socket, { method }: ProxyRequest): void {
  client.end(method === "CONNECT" ? "HTTP/1.1 403 Forbidden\r\n\r\n" : "");
}

async function tunnel(client: Socket, { url }: ProxyRequest, { proxies }: ForwardOptions): Promise<void> {
  try {
    const way = await openTunnel(targetOf(url), proxyFor(url, proxies));
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    join(client, way);
  } catch {
    client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  }
}

/** Sends one request on; the connection ends with its answer, because the next one may be for another host. */
async function forward(client: Socket, request: ProxyRequest, { proxies }: ForwardOptions): Promise<void> {
  const proxy = proxyFor(request.url, proxies);
  const asksProxy = proxy !== null && !proxy.server.startsWith("socks5:");
  const way = asksProxy ? await openProxy(proxy) : await openTunnel(targetOf(request.url), proxy);
  way.write(headOf(request, asksProxy ? proxy : null), "latin1");
  join(client, way);
}

function headOf({ method, url, headers }: ProxyRequest, proxy: Proxy | null): string {
  const target = proxy === null ? `${url.pathname}${url.search}` : url.href;
  const kept = headers.filter((header) => !/^(proxy-[a-z]+|connection|keep-alive):/i.test(header));
  const authorization = proxy === null ? null : proxyAuthorization(proxy);
  const own = ["Connection: close", ...authorization === null ? [] : [`Proxy-Authorization: ${authorization}`]];
  return [`${method} ${target} HTTP/1.1`, ...kept, ...own, "", ""].join("\r\n");
}

function targetOf({ hostname, port, protocol }: URL) {
  return { host: plainHost(hostname), port: Number(port || (protocol === "http:" ? 80 : 443)) };
}
