import { UsageError } from "../errors.ts";
import type { Environment } from "../host.ts";
import { isLoopback, NoProxy } from "./no_proxy.ts";

/** A proxy; its credentials stand apart from its address. */
export interface Proxy {
  /** `http://host:port`, `https://host:port` or `socks5://host:port`; the port is always there. */
  readonly server: string;
  readonly username: string | null;
  readonly password: string | null;
  /** All of it in one text, for programs that read it so. */
  readonly href: string;
}

/** The proxies of a run: of pages, requests and telemetry alike. */
export interface Proxies {
  /** For URLs that begin with `http:`, and with `https:`. */
  readonly http: Proxy | null;
  readonly https: Proxy | null;
  readonly noProxy: NoProxy;
}

/** The variables that a run reads, in both spellings. */
export const PROXY_VARIABLES = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap((name) => [
  name,
  name.toLowerCase(),
]);

/** Every URL is reached directly. */
export const NO_PROXIES: Proxies = { http: null, https: null, noProxy: new NoProxy("") };

/**
 * The proxies of `--proxy`, else of `HTTP_PROXY`, `HTTPS_PROXY` and `ALL_PROXY`, with the exceptions of `NO_PROXY`; of two
 * spellings of a variable the lower-case one wins. Throws `UsageError`.
 */
export function readProxies(env: Environment, option: string | null): Proxies {
  const noProxy = new NoProxy(variable(env, "NO_PROXY")?.text ?? "");
  if (option !== null) {
    const proxy = parseProxy(option, 'option "--proxy"');
    return { http: proxy, https: proxy, noProxy };
  }
  return { http: ofEnvironment(env, "HTTP_PROXY"), https: ofEnvironment(env, "HTTPS_PROXY"), noProxy };
}

/** The proxy that a URL is reached through; `null` is directly, as this machine itself always is. */
export function proxyFor(url: URL, { http, https, noProxy }: Proxies): Proxy | null {
  if ((isLoopback(url.hostname) && !noProxy.proxiesLoopback) || noProxy.covers(url)) return null;
  return url.protocol === "http:" || url.protocol === "ws:" ? http : https;
}

/**
 * Writes the proxies of a run into the environment of this process, so that what reads it there (the runtime's own HTTP
 * client, gRPC, a child that fetches a browser) decides as the run does; this machine itself is an exception.
 */
export function exportProxies({ http, https, noProxy }: Proxies, env: Environment): void {
  for (const name of PROXY_VARIABLES) env.remove(name);
  if (http === null && https === null) return;
  const loopback = noProxy.proxiesLoopback ? [] : ["localhost", "127.0.0.0/8", "::1"];
  // A port means nothing to those readers; what the run itself sends through a proxy does not ask them.
  const entries = noProxy.entries.filter((entry) => !entry.startsWith("<"));
  const exceptions = [...loopback, ...entries.map((entry) => entry.replace(/^([^:]+):\d+$/, "$1"))].join(",");
  const values = { HTTP_PROXY: http?.href, HTTPS_PROXY: https?.href, NO_PROXY: exceptions };
  for (const [name, value] of Object.entries(values)) {
    if (value) { for (const spelling of [name, name.toLowerCase()]) env.set(spelling, value); }
  }
}

/** The header that a proxy wants to see; `null` without credentials. */
export function proxyAuthorization({ username, password }: Proxy): string | null {
  if (username === null) return null;
  return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${username}:${password ?? ""}`)))}`;
}

function ofEnvironment(env: Environment, name: string): Proxy | null {
  const found = variable(env, name) ?? variable(env, "ALL_PROXY");
  return found === undefined ? null : parseProxy(found.text, `variable "${found.name}"`);
}

function variable(env: Environment, name: string): { readonly name: string; readonly text: string } | undefined {
  for (const spelling of [name.toLowerCase(), name]) {
    const text = env.get(spelling)?.trim();
    if (text) return { name: spelling, text };
  }
  return undefined;
}

const PORTS: { readonly [protocol: string]: string } = { "http:": "80", "https:": "443", "socks5:": "1080" };

/** What stands in the text is not repeated in the error: it may hold a password. */
function parseProxy(text: string, where: string): Proxy {
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.parse(written.replace(/^socks5h:/i, "socks5:"));
  const port = url === null ? undefined : PORTS[url.protocol];
  if (url === null || port === undefined || url.hostname === "") {
    throw new UsageError(`Cannot use the proxy in ${where}: expected a URL with http, https or socks5`, {
      hint: "write it like http://proxy.example.org:3128",
    });
  }
  if (!["", "/"].includes(url.pathname)) {
    throw new UsageError(`Cannot use the proxy in ${where}: found a path, expected only a host and a port`, {
      hint: "a PAC file is no proxy: name the proxy that it would choose, like http://proxy.example.org:3128",
    });
  }
  const { protocol, hostname, username } = url;
  const server = `${protocol}//${hostname}:${url.port || port}`;
  const credentials = username === "" ? "" : `${username}:${url.password}@`;
  return {
    server,
    username: username === "" ? null : decoded(username),
    password: username === "" ? null : decoded(url.password),
    href: server.replace("//", `//${credentials}`),
  };
}

/** A percent sign that nobody encoded stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
