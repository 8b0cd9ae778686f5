import { UsageError } from "../errors.ts";

/** Chromium's own rules by which every other host does not resolve: routing in the page is bypassed by redirects. */
export function hostRules(allowed: readonly string[]): string {
  for (const host of allowed) {
    // A comma or a space would begin a rule of its own.
    if (!/^(\*\.)?[\w.:[\]-]+$/.test(host)) {
      throw new UsageError(
        `Cannot allow host "${host}": expected a host name such as "example.org" or "*.example.org"`,
      );
    }
  }
  return ["MAP * ~NOTFOUND", ...allowed.map((host) => `EXCLUDE ${host}`)].join(" , ");
}
