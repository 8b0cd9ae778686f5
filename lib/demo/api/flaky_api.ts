import type { Handler } from "../visit.ts";
import { jsonResponse } from "./json_response.ts";
import { numberFrom } from "./number_from.ts";

/** Fails with 503 the first `?fail=` times for each `?key=`, then answers how often it was asked. */
export const getFlaky: Handler = ({ url, site }) => {
  const key = url.searchParams.get("key") ?? "";
  const calls = (site.flakyCalls.get(key) ?? 0) + 1;
  site.flakyCalls.set(key, calls);
  const fails = calls <= numberFrom(url, "fail", 1, Number.MAX_SAFE_INTEGER);
  return jsonResponse({ key, calls }, fails ? 503 : 200);
};
