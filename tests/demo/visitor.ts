import { startDemoSite } from "../../lib/demo/start_demo_site.ts";
import { realHost } from "../../lib/host.ts";

/** A browser without pages: keeps cookies, follows no redirect. */
export interface Visitor {
  get(path: string, init?: RequestInit): Promise<Response>;
  post(path: string, body: unknown): Promise<Response>;
  postForm(path: string, fields: Readonly<Record<string, string>>): Promise<Response>;
}

/** Runs a test with a site of its own and as many visitors as it asks for. */
export async function withSite(test: (newVisitor: () => Visitor, url: string) => Promise<void>): Promise<void> {
  await using site = startDemoSite(realHost(), { port: 0 });
  await test(() => visitorOf(site.url), site.url);
}

function visitorOf(url: string): Visitor {
  const cookies = new Map<string, string>();
  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(new URL(path, url), { redirect: "manual", ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    return response;
  }
  const json = { "content-type": "application/json" };
  return {
    get: send,
    post: (path, body) => send(path, { method: "POST", headers: json, body: JSON.stringify(body) }),
    postForm: (path, fields) => send(path, { method: "POST", body: new URLSearchParams(fields) }),
  };
}
