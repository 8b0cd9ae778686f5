import { Buffer } from "node:buffer";
import type { Socket } from "node:net";
import type { ByteReader } from "./byte_reader.ts";
import type { Proxy } from "./proxies.ts";
import type { Target } from "./tunnel.ts";

const REFUSALS = [
  "",
  "general failure",
  "not allowed by its rules",
  "network unreachable",
  "host unreachable",
  "connection refused",
  "time to live expired",
  "command not supported",
  "address type not supported",
];

/** Asks a SOCKS 5 proxy (RFC 1928, RFC 1929) for a way to a host, whose name the proxy resolves. */
export async function askSocks(socket: Socket, reader: ByteReader, proxy: Proxy, target: Target): Promise<void> {
  const { username } = proxy;
  socket.write(Uint8Array.from(username === null ? [5, 1, 0] : [5, 2, 0, 2]));
  const [, method] = await reader.bytes(2);
  if (method === 2 && username !== null) await signIn(socket, reader, { username, password: proxy.password ?? "" });
  else if (method !== 0) throw new Error("the SOCKS proxy wants credentials of another kind");
  const host = Buffer.from(target.host);
  socket.write(Buffer.from([5, 1, 0, 3, host.length, ...host, target.port >> 8, target.port & 255]));
  const [, code = 0, , kind] = await reader.bytes(4);
  if (code !== 0) throw new Error(`the SOCKS proxy refused: ${REFUSALS[code] ?? `code ${code}`}`);
  await reader.bytes((kind === 1 ? 4 : kind === 4 ? 16 : (await reader.bytes(1))[0] ?? 0) + 2);
}

async function signIn(
  socket: Socket,
  reader: ByteReader,
  { username, password }: { readonly username: string; readonly password: string },
): Promise<void> {
  const [name, word] = [Buffer.from(username), Buffer.from(password)];
  socket.write(Buffer.from([1, name.length, ...name, word.length, ...word]));
  const [, code] = await reader.bytes(2);
  if (code !== 0) throw new Error("the SOCKS proxy refused the credentials");
}
