import type { Handler } from "../visit.ts";
import { jsonResponse } from "./json_response.ts";
import { numberFrom } from "./number_from.ts";

/** Answers after `?ms=` milliseconds, or when the site closes. */
export const getSlow: Handler = async ({ url, site }) => {
  const ms = numberFrom(url, "ms", 500, 60_000);
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([promise, site.closed]);
  clearTimeout(timer);
  return jsonResponse({ text: "The tea is ready", ms });
};
