import { ROUTES } from "./routes.ts";
import type { Handler } from "./visit.ts";

/** The handler for a method and path; `null` when there is none. HEAD is answered like GET. */
export function findRoute(method: string, path: string): Handler | null {
  const folder = path.slice(0, path.lastIndexOf("/"));
  const asked = method === "HEAD" ? "GET" : method;
  const keys = [`${asked} ${path}`, `* ${path}`, `${asked} ${folder}/*`];
  const key = keys.find((candidate) => Object.hasOwn(ROUTES, candidate));
  return key === undefined ? null : ROUTES[key] ?? null;
}
