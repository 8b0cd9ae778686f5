import { fakeCollector } from "./fake_collector.ts";

/** A collector that something is wrong with. */
export interface FaultyCollector extends AsyncDisposable {
  readonly url: string;
}

/** A server below http. */
export interface RawServer extends FaultyCollector, Disposable {
  /** Those that were opened so far. */
  readonly connections: readonly Deno.Conn[];
}

/** What can be wrong with a collector, by name. */
export const COLLECTOR_FAULTS = {
  "refuses": () => ({ url: `http://127.0.0.1:${closedPort()}`, [Symbol.asyncDispose]: () => Promise.resolve() }),
  "closes at once": () => rawServer((connection) => connection.close()),
  "closes in the middle of its answer": () => rawServer(breakOff),
  "is silent": () => rawServer(() => {}),
  "trickles": () => rawServer(trickle),
  "answers 503": () => fakeCollector(() => new Response("", { status: 503 })),
  "answers 400": () => fakeCollector(() => new Response("", { status: 400 })),
} as const satisfies Record<string, () => FaultyCollector>;

/** A port of this machine that nothing listens on. */
export function closedPort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/** A server that takes connections and does with them what it is told. */
export function rawServer(handle: (connection: Deno.Conn) => void): RawServer {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const connections: Deno.Conn[] = [];
  (async () => {
    for await (const connection of listener) {
      connections.push(connection);
      handle(connection);
    }
  })();
  const close = () => {
    listener.close();
    for (const connection of connections) {
      try {
        connection.close();
      } catch {
        // It was closed before.
      }
    }
  };
  return {
    url: `http://127.0.0.1:${listener.addr.port}`,
    connections,
    [Symbol.dispose]: close,
    [Symbol.asyncDispose]: () => Promise.resolve(close()),
  };
}

/** Answers 200 and a part of the body, and closes. */
export async function breakOff(connection: Deno.Conn): Promise<void> {
  await connection.read(new Uint8Array(64 * 1024));
  const head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 20\r\n\r\n";
  await connection.write(new TextEncoder().encode(`${head}{}`));
  await connection.closeWrite();
}

/** Answers 200 and then one byte of the body every 20 ms. */
export async function trickle(connection: Deno.Conn): Promise<void> {
  const text = new TextEncoder();
  try {
    await connection.write(text.encode("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n"));
    while (true) {
      await connection.write(text.encode(" "));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } catch {
    // The other side has gone.
  }
}
