import { createPrivateKey } from "node:crypto";
import { Buffer } from "node:buffer";
import type { Host, HttpClient, HttpClientOptions } from "../host.ts";
import type { Network } from "./network.ts";
import { type Proxy, proxyFor } from "./proxies.ts";

/** A certificate that a client shows, and its key; paths of PEM files. */
export interface ClientCertificate {
  /** `https://host[:port]`: where it is shown. */
  readonly origin: string;
  readonly cert: string;
  readonly key: string;
  readonly passphrase?: string;
}

/** The HTTP clients of a run: one for each client certificate and each proxy. */
export class HttpClients implements Disposable {
  readonly #clients = new Map<string, Promise<HttpClient>>();

  constructor(private readonly host: Host, private readonly network: Network) {}

  /** As the global `fetch`; shows the certificate for the URL's origin. Rejects when its files cannot be read. */
  async fetch(url: string, init: RequestInit, certificates: readonly ClientCertificate[] = []): Promise<Response> {
    const parsed = new URL(url);
    const isFor = ({ origin }: ClientCertificate) => URL.parse(origin)?.origin === parsed.origin;
    const shown = certificates.find(isFor) ?? null;
    const proxy = proxyFor(parsed, this.network.proxies);
    const key = JSON.stringify([shown, proxy]);
    const client = this.#clients.get(key) ?? this.#open(shown, proxy);
    this.#clients.set(key, client);
    return await (await client).fetch(url, init);
  }

  async #open(shown: ClientCertificate | null, proxy: Proxy | null): Promise<HttpClient> {
    const { certificates } = this.network;
    const options: HttpClientOptions = {
      authorities: certificates === null ? [] : [certificates.pem],
      ...proxy === null ? {} : { proxy: proxyOptions(proxy) },
    };
    if (shown === null) return this.host.httpClient(options);
    const [cert = "", key = ""] = await Promise.all(
      [shown.cert, shown.key].map((path) => this.host.files.readText(path)),
    );
    return this.host.httpClient({ ...options, client: { cert, key: openKey(key, shown) } });
  }

  [Symbol.dispose](): void {
    for (const client of this.#clients.values()) client.then((opened) => opened[Symbol.dispose](), () => {});
  }
}

/** A proxy as the runtime's client takes it. */
export function proxyOptions({ server, href, username, password }: Proxy): NonNullable<HttpClientOptions["proxy"]> {
  if (server.startsWith("socks5:")) return { url: href };
  return { url: server, ...username === null ? {} : { basicAuth: { username, password: password ?? "" } } };
}

/** The runtime's client takes no key that is encrypted. */
function openKey(key: string, { passphrase }: ClientCertificate): string {
  if (passphrase === undefined) return key;
  return String(createPrivateKey({ key: Buffer.from(key), passphrase }).export({ type: "pkcs8", format: "pem" }));
}
