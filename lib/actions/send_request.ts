import type { ActionContext } from "./action_context.ts";
import { ActionError } from "./action_error.ts";
import { refusedHost } from "./refused_host.ts";
import { maskUrl } from "../mask.ts";
import { headerCredentials } from "../mask/header_credentials.ts";
import { hasExpired, parseSetCookie, type SetCookie } from "./set_cookie.ts";

/** A request that is ready to be sent. */
export interface OutgoingRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly headers: Headers;
  readonly body: string | FormData | null;
}

/** The last response, and where it came from. */
export interface Arrival {
  readonly response: Response;
  readonly url: string;
  readonly redirects: number;
}

/** More is a circle. */
const MAX_REDIRECTS = 20;

/**
 * Sends a request with the cookies of the pages and keeps those that come back; redirects are followed one by one, and
 * each has to go to a URL that is allowed. Throws `ActionError`, or whatever `fetch` throws when nothing answers.
 */
export async function sendRequest(
  first: OutgoingRequest,
  context: ActionContext,
  signal: AbortSignal,
): Promise<Arrival> {
  let request = first;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const response = await sendOnce(request, context, signal);
    const next = redirectOf(request, response, context);
    if (next === null) return { response, url: request.url, redirects };
    await response.body?.cancel();
    request = next;
  }
  throw new ActionError("request", `Cannot request ${maskUrl(first.url)}: found more than ${MAX_REDIRECTS} redirects`);
}

async function sendOnce(request: OutgoingRequest, context: ActionContext, signal: AbortSignal): Promise<Response> {
  const { method, body } = request;
  const url = new URL(request.url);
  if (!(context.hosts?.admit(url.hostname) ?? true)) throw refusedHost(`request ${method} ${url.origin}`, url.hostname);
  const headers = new Headers(request.headers);
  const cookies = await cookieHeader(url, headers.get("cookie"), context);
  if (cookies !== null) headers.set("cookie", cookies);
  if ((url.username !== "" || url.password !== "") && !headers.has("authorization")) {
    headers.set("authorization", basicCredentials(url));
  }
  // `fetch` refuses a URL with credentials in it.
  url.username = url.password = "";
  maskCredentials(headers, context);
  const response = await context.fetch(url.href, { method, headers, body, signal, redirect: "manual" });
  maskCredentials(response.headers, context);
  await keepCookies(response, url, context);
  return response;
}

/** A server may repeat in a body what it was sent, and what it sends. */
function maskCredentials(headers: Headers, { addSent }: ActionContext): void {
  for (const credential of headerCredentials(headers)) addSent(credential);
}

/** The page's cookies for a URL; those that the request names itself win. */
async function cookieHeader(url: URL, own: string | null, { page }: ActionContext): Promise<string | null> {
  const written = own === null ? [] : own.split(";").map((pair) => pair.trim());
  const taken = new Set(written.map((pair) => pair.split("=")[0]));
  const shared = (await page.context().cookies(url.href)).filter(({ name }) => !taken.has(name));
  const pairs = [...written, ...shared.map(({ name, value }) => `${name}=${value}`)];
  return pairs.length === 0 ? null : pairs.join("; ");
}

function basicCredentials({ username, password }: URL): string {
  const bytes = new TextEncoder().encode(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

async function keepCookies(response: Response, url: URL, context: ActionContext): Promise<void> {
  const now = new Date();
  for (const header of response.headers.getSetCookie()) {
    const cookie = parseSetCookie(header, url, now);
    if (cookie !== null) await keepCookie(cookie, now, context);
  }
}

async function keepCookie(cookie: SetCookie, now: Date, { page, warn }: ActionContext): Promise<void> {
  const { name, domain, path } = cookie;
  if (hasExpired(cookie, now)) return await page.context().clearCookies({ name, domain, path });
  try {
    await page.context().addCookies([cookie]);
  } catch {
    warn(`Cookie "${name}" of a response was not kept: the browser refused it`);
  }
}

/** The request that a response asks for; `null` when it is no redirect. */
function redirectOf(request: OutgoingRequest, response: Response, context: ActionContext): OutgoingRequest | null {
  const location = response.headers.get("location");
  if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return null;
  const url = context.url(targetOf(location, request.url));
  const headers = new Headers(request.headers);
  if (new URL(url).origin !== new URL(request.url).origin) dropAll(headers, ["authorization", "cookie"]);
  if (keepsMethod(request.method, response.status)) return { ...request, url, headers };
  dropAll(headers, ["content-type", "content-length", "content-encoding"]);
  return { method: "GET", url, headers, body: null };
}

function targetOf(location: string, from: string): string {
  const target = URL.parse(location, from);
  if (target !== null && /^https?:$/.test(target.protocol)) return target.href;
  throw new ActionError("policy", `Cannot follow the redirect to "${maskUrl(location)}": expected http or https`);
}

/** As browsers do: 303 always ends in GET, 301 and 302 turn a POST into one. */
function keepsMethod(method: string, status: number): boolean {
  if (method === "GET" || method === "HEAD" || status === 307 || status === 308) return true;
  return status !== 303 && method !== "POST";
}

function dropAll(headers: Headers, names: readonly string[]): void {
  for (const name of names) headers.delete(name);
}
