import * as z from "zod";
import { globTest } from "./glob.ts";
import { linearPattern, linearSource } from "./pattern.ts";
import { text } from "./scalar.ts";
import { scalarOrMap } from "./scalar_or_map.ts";

/** URLs that a flow means: a glob, or a regular expression that is looked for in the whole URL. */
export type UrlPattern = string | { readonly regex: string };

/** A glob (`**` anything, `*` anything but `/`, all else literal), a path resolved against `base_url`, or `{regex: …}`. */
export function urlPattern(): z.ZodType<UrlPattern> {
  return scalarOrMap(
    text(),
    z.strictObject({ regex: linearSource().describe("regular expression, for the whole URL") }),
  );
}

/** Compiles a pattern to a test of absolute URLs, linear in their length; throws `SyntaxError` for a regular expression that RE2 does not know. */
export async function urlMatcher(pattern: UrlPattern, baseUrl: string | null): Promise<(url: string) => boolean> {
  if (typeof pattern !== "string") {
    const compiled = await linearPattern(pattern.regex);
    return (url) => compiled.match(url) !== null;
  }
  if (isPath(pattern) && baseUrl === null) {
    const matches = globTest(encoded(pattern));
    return (url) => matches(pathOf(url));
  }
  return globTest(resolveGlob(pattern, baseUrl));
}

/** Whether a URL fits a pattern; use `urlMatcher()` to ask more than once. */
export async function matchesUrl(pattern: UrlPattern, baseUrl: string | null, url: string): Promise<boolean> {
  return (await urlMatcher(pattern, baseUrl))(url);
}

/** A pattern for people, as it was written. */
export function describeUrl(pattern: UrlPattern): string {
  // A template, whose value is not known yet, is neither.
  return typeof pattern === "object" && "regex" in pattern ? `/${pattern.regex}/` : String(pattern);
}

/** `/cart`, `cart?x=1`; neither `http://…` nor something that begins with a star. */
function isPath(glob: string): boolean {
  return !glob.startsWith("*") && !/^[a-z][a-z0-9+.-]*:/i.test(glob);
}

function resolveGlob(glob: string, baseUrl: string | null): string {
  if (glob.startsWith("*")) return encoded(glob);
  const resolved = URL.parse(glob, baseUrl ?? undefined);
  // A star where a URL has none, as in a port: the glob is taken as it stands.
  return resolved === null ? encoded(glob) : resolved.href;
}

/** As a browser writes it: `é` and blanks in a URL are percent-encoded. */
function encoded(glob: string): string {
  return glob.toWellFormed().replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}

function pathOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? url : parsed.pathname + parsed.search + parsed.hash;
}
