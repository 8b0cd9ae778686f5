import type { Handler } from "../visit.ts";

/** Sends on to `?to=`, wherever that is. */
export const redirect: Handler = ({ url }) =>
  new Response(null, { status: 302, headers: { location: url.searchParams.get("to") ?? "/" } });
