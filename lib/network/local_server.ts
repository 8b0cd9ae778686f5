import { createServer, type Socket } from "node:net";

/** A server on a free port of 127.0.0.1; disposing it ends its connections. */
export interface LocalServer extends AsyncDisposable {
  readonly port: number;
}

/** Serves connections of this machine; a handler that rejects ends its connection. */
export async function serveLocally(handle: (socket: Socket) => Promise<void>): Promise<LocalServer> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => {});
    handle(socket).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("found no port of the server, expected one");
  return {
    port: address.port,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** Passes bytes both ways until both ends are closed; one that breaks takes the other with it. */
export function join(one: Socket, other: Socket): void {
  for (const [from, to] of [[one, other], [other, one]] as const) {
    from.pipe(to);
    from.on("error", () => to.destroy());
    from.on("close", () => to.destroy());
  }
}
