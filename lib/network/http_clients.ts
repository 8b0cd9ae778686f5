import { createPrivateKey } from "node:crypto";
import { Buffer } from "node:buffer";
import type { Host, HttpClient } from "../host.ts";
import type { Certificates } from "./certificates.ts";

/** A certificate that a client shows, and its key; paths of PEM files. */
export interface ClientCertificate {
  /** `https://host[:port]`: where it is shown. */
  readonly origin: string;
  readonly cert: string;
  readonly key: string;
  readonly passphrase?: string;
}

/** The HTTP clients of a run, one for each client certificate; proxies are the runtime's own business. */
export class HttpClients implements Disposable {
  readonly #clients = new Map<string, Promise<HttpClient>>();

  constructor(private readonly host: Host, private readonly authorities: Certificates | null) {}

  /** As the global `fetch`; shows the certificate for the URL's origin. Rejects when its files cannot be read. */
  async fetch(url: string, init: RequestInit, certificates: readonly ClientCertificate[] = []): Promise<Response> {
    const { origin } = new URL(url);
    const shown = certificates.find((certificate) => URL.parse(certificate.origin)?.origin === origin) ?? null;
    const key = JSON.stringify(shown);
    const client = this.#clients.get(key) ?? this.#open(shown);
    this.#clients.set(key, client);
    return await (await client).fetch(url, init);
  }

  async #open(shown: ClientCertificate | null): Promise<HttpClient> {
    const authorities = this.authorities === null ? [] : [this.authorities.pem];
    if (shown === null) return this.host.httpClient({ authorities });
    const [cert, key] = await Promise.all([shown.cert, shown.key].map((path) => this.host.files.readText(path)));
    return this.host.httpClient({ authorities, client: { cert: cert ?? "", key: openKey(key ?? "", shown) } });
  }

  [Symbol.dispose](): void {
    for (const client of this.#clients.values()) client.then((opened) => opened[Symbol.dispose](), () => {});
  }
}

/** The runtime's client takes no key that is encrypted. */
function openKey(key: string, { passphrase }: ClientCertificate): string {
  if (passphrase === undefined) return key;
  return String(createPrivateKey({ key: Buffer.from(key), passphrase }).export({ type: "pkcs8", format: "pem" }));
}
