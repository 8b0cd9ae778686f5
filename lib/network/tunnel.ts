import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { ByteReader } from "./byte_reader.ts";
import { type Proxy, proxyAuthorization } from "./proxies.ts";
import { askSocks } from "./socks5.ts";

/** Where a connection goes; an IPv6 address without brackets. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

/** For a connection to be there, in milliseconds. */
const CONNECT_MS = 10_000;

/** An HTTP head that is longer is no answer of a proxy, in bytes. */
export const MAX_HEAD = 64 * 1024;

/** Connects to a host through a proxy, or directly; rejects with what the proxy or the system said. */
export async function openTunnel(target: Target, proxy: Proxy | null): Promise<Socket> {
  if (proxy === null) return await opened(connect(target));
  const socket = await openProxy(proxy);
  try {
    using reader = new ByteReader(socket);
    if (proxy.server.startsWith("socks5:")) await askSocks(socket, reader, proxy, target);
    else await askHttp(socket, reader, proxy, target);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** Connects to the proxy itself. */
export async function openProxy({ server }: Proxy): Promise<Socket> {
  const { protocol, hostname, port } = new URL(server.replace("socks5:", "http:"));
  const at = { host: hostname.replace(/^\[(.*)\]$/, "$1"), port: Number(port || 80) };
  return await opened(protocol === "https:" ? connectTls({ ...at, servername: at.host }) : connect(at));
}

/** By RFC 9110, section 9.3.6. */
async function askHttp(socket: Socket, reader: ByteReader, proxy: Proxy, { host, port }: Target): Promise<void> {
  const authority = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const authorization = proxyAuthorization(proxy);
  const lines = [
    `CONNECT ${authority} HTTP/1.1`,
    `Host: ${authority}`,
    ...authorization === null ? [] : [`Proxy-Authorization: ${authorization}`],
  ];
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  const [status = ""] = (await reader.head(MAX_HEAD)).split("\r\n");
  if (!/^HTTP\/1\.[01] 2\d\d/.test(status)) throw new Error(`the proxy answered "${status}"`);
}

async function opened(socket: Socket): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const ready = "encrypted" in socket ? "secureConnect" : "connect";
  const timer = setTimeout(() => reject(new Error(`found no answer within ${CONNECT_MS / 1_000} s`)), CONNECT_MS);
  socket.once(ready, () => resolve(socket));
  socket.once("error", reject);
  try {
    return await promise;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
    socket.off("error", reject);
    // From here on a broken connection shows as its end.
    socket.on("error", () => {});
  }
}
