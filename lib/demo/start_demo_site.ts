import type { Host, HttpServer } from "../host.ts";
import { type DemoSite, demoSite } from "./demo_site.ts";
import { findRoute } from "./find_route.ts";
import { errorPage } from "./pages/error_page.ts";
import { sessionCookie } from "./session.ts";
import type { Visit } from "./visit.ts";

/** Starts the demo site on 127.0.0.1; port 0 takes a free one. Closing it answers the requests that hang. */
export function startDemoSite(host: Host, { port }: { readonly port: number }): HttpServer {
  const { site, close } = demoSite(host);
  const server = host.serve((request) => answer(request, site), port);
  return {
    url: server.url,
    port: server.port,
    async [Symbol.asyncDispose]() {
      close();
      await server[Symbol.asyncDispose]();
    },
  };
}

async function answer(request: Request, site: DemoSite): Promise<Response> {
  const visit: Visit = { request, url: new URL(request.url), session: site.sessions.of(request), site };
  const route = findRoute(request.method, visit.url.pathname);
  const response = await (route === null ? errorPage(404, "There is no such page")(visit) : route(visit));
  const cookie = sessionCookie(visit.session, request);
  if (cookie !== null) response.headers.append("set-cookie", cookie);
  response.headers.set("cache-control", "no-store");
  return response;
}
