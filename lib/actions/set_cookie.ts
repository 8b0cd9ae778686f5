import type { Cookie } from "playwright";

/** A cookie as Playwright takes it, or one that a response takes away. */
export type SetCookie = Pick<
  Cookie,
  "name" | "value" | "domain" | "path" | "expires" | "httpOnly" | "secure" | "sameSite"
>;

/** Reads a `Set-Cookie` header of a response from `url` (RFC 6265, 5.2 and 5.3); `null` for one that a browser would ignore. */
export function parseSetCookie(header: string, url: URL, now: Date): SetCookie | null {
  const [pair = "", ...rest] = header.split(";");
  const { name, value } = splitPair(pair);
  if (name === "" || !pair.includes("=")) return null;
  const attributes = new Map(rest.map(splitPair).map(({ name, value }) => [name.toLowerCase(), value]));
  const domain = domainOf(attributes.get("domain"), url);
  if (domain === null) return null;
  return {
    ...{ name, value, domain, path: pathOf(attributes.get("path"), url), expires: expiresOf(attributes, now) },
    httpOnly: attributes.has("httponly"),
    secure: attributes.has("secure"),
    sameSite: SAME_SITE[attributes.get("samesite")?.toLowerCase() ?? ""] ?? "Lax",
  };
}

/** Whether a cookie has run out already: that is how a response takes one away. */
export function hasExpired({ expires }: SetCookie, now: Date): boolean {
  return expires !== -1 && expires * 1_000 <= now.getTime();
}

const SAME_SITE: { readonly [written: string]: SetCookie["sameSite"] } = { strict: "Strict", lax: "Lax", none: "None" };

function splitPair(pair: string): { readonly name: string; readonly value: string } {
  const at = pair.indexOf("=");
  if (at === -1) return { name: pair.trim(), value: "" };
  return { name: pair.slice(0, at).trim(), value: pair.slice(at + 1).trim() };
}

/** With a dot in front it holds for subdomains too; `null` when the host has no say over the domain. */
function domainOf(written: string | undefined, { hostname }: URL): string | null {
  const domain = written?.replace(/^\./, "").toLowerCase() ?? "";
  if (domain === "" || (domain === hostname && isAddress(hostname))) return hostname;
  if (domain === hostname) return `.${domain}`;
  return hostname.endsWith(`.${domain}`) && domain.includes(".") ? `.${domain}` : null;
}

/** An address has no subdomains. */
function isAddress(hostname: string): boolean {
  return hostname.startsWith("[") || /^[\d.]+$/.test(hostname);
}

function pathOf(written: string | undefined, { pathname }: URL): string {
  if (written?.startsWith("/")) return written;
  return pathname.slice(0, Math.max(1, pathname.lastIndexOf("/")));
}

/** Seconds since 1970; -1 for a cookie of the session. */
function expiresOf(attributes: ReadonlyMap<string, string>, now: Date): number {
  const maxAge = attributes.get("max-age") ?? "";
  if (/^-?\d+$/.test(maxAge)) return Math.max(0, now.getTime() / 1_000 + Number(maxAge));
  const expires = Date.parse(attributes.get("expires") ?? "");
  return Number.isNaN(expires) ? -1 : Math.max(0, expires / 1_000);
}
