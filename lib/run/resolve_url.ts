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
    throw new ActionError("navigation", `Cannot open "${written}": found a path, and the flow has no base_url`, {
      hint,
    });
  }
  const joined = URL.parse(written, baseUrl);
  if (joined === null) throw new ActionError("navigation", `Cannot open "${written}": expected a URL or a path`);
  return joined;
}
