import type { Handler } from "../visit.ts";
import { jsonResponse } from "./json_response.ts";

/** Gives back what was asked: method, path, query, headers, and the body as text and, where it is, JSON. */
export const echo: Handler = async ({ request, url }) => {
  const body = await request.text();
  return jsonResponse({
    method: request.method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(request.headers),
    body,
    json: parsed(body),
  });
};

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
