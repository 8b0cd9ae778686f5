/** A port of this machine that nobody listens on. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/** Resolves when a server listens on a port of an address of this machine; it has 10 s. */
export async function untilOpen(port: number, hostname = "127.0.0.1"): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    try {
      (await Deno.connect({ hostname, port })).close();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`Cannot reach port ${port}: nothing listens after 10 s`);
}
