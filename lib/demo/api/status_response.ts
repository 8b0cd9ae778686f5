import type { Handler } from "../visit.ts";
import { jsonResponse } from "./json_response.ts";

/** Answers `/api/status/<code>` with that status. */
export const getStatus: Handler = ({ url }) => {
  const code = Number(url.pathname.split("/").at(-1));
  const status = Number.isInteger(code) && code >= 200 && code <= 599 ? code : 400;
  return [204, 205, 304].includes(status) ? new Response(null, { status }) : jsonResponse({ status }, status);
};
