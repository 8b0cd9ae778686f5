import { ActionError } from "../actions/action_error.ts";

const ALLOWED = ["http:", "https:", "data:"];

/** The absolute URL of what a step wrote: a URL, or a path below `base_url`; throws `ActionError`. */
export function resolveUrl(written: string, baseUrl: string | null): string {
  if (written === "about:blank") return written;
  const url = parse(written, baseUrl);
  if (ALLOWED.includes(url.protocol)) return url.href;
  throw new ActionError(
    "policy",
    `Cannot open "${written}": found the scheme "${url.protocol}", expected http, https, about:blank or data`,
  );
}

function parse(written: string, baseUrl: string | null): URL {
  const absolute = URL.parse(written);
  if (absolute !== null) return absolute;
  if (baseUrl === null) {
    const hint = "add base_url to the flow file, or give --base-url";
    throw new ActionError("navigation", `Cannot open "${written}": found a path without base_url, expected a URL`, {
      hint,
    });
  }
  const joined = URL.parse(written, baseUrl);
  if (joined !== null) return joined;
  const found = URL.canParse(baseUrl) ? "neither" : `the base_url "${baseUrl}"`;
  const expected = URL.canParse(baseUrl) ? "a URL or a path" : "one such as http://127.0.0.1:4173";
  throw new ActionError("navigation", `Cannot open "${written}": found ${found}, expected ${expected}`);
}
