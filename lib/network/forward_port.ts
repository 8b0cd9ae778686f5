import { join, type LocalServer, serveLocally } from "./local_server.ts";
import type { Proxy } from "./proxies.ts";
import { openTunnel, type Target } from "./tunnel.ts";

/** A port of this machine that leads to a host behind a proxy, for clients that know nothing of proxies. */
export async function forwardPort(target: Target, proxy: Proxy): Promise<LocalServer> {
  return await serveLocally(async (client) => join(client, await openTunnel(target, proxy)));
}
