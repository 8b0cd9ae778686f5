import { UsageError } from "../errors.ts";
import type { FileSystem } from "../host.ts";
import { forwardPort } from "../network/forward_port.ts";
import { plainHost } from "../network/no_proxy.ts";
import { type Proxies, type Proxy, proxyFor } from "../network/proxies.ts";
import type { SignalSettings } from "./signal_settings.ts";
import { readTlsMaterial, type TlsMaterial } from "./tls_material.ts";

/** How the collector of a signal is reached. */
export interface Way {
  readonly material: TlsMaterial;
  /** A port of this machine that leads to the collector through a proxy; `null` is the collector itself. */
  readonly localPort: number | null;
  close(): PromiseLike<void>;
}

/** Reads certificates and opens a way through a proxy where there is one; throws `UsageError`. */
export async function openWay(settings: SignalSettings, proxies: Proxies, files: FileSystem): Promise<Way> {
  const material = await readTlsMaterial(settings, files);
  const url = new URL(settings.url);
  if (!settings.tls) url.protocol = "http:";
  const proxy = proxyFor(url, proxies);
  if (proxy === null || settings.protocol === "grpc") {
    if (proxy !== null) checkGrpc(proxy);
    return { material, localPort: null, close: () => Promise.resolve() };
  }
  const target = { host: plainHost(url.hostname), port: Number(url.port || (settings.tls ? 443 : 80)) };
  const server = await forwardPort(target, proxy);
  return { material, localPort: server.port, close: () => server[Symbol.asyncDispose]() };
}

/** Its package finds the proxy in the environment by itself, and knows one kind. */
function checkGrpc({ server }: Proxy): void {
  if (server.startsWith("http:")) return;
  throw new UsageError(
    `Cannot export telemetry with protocol "grpc" through the proxy ${server}: expected one with http`,
    { hint: 'set OTEL_EXPORTER_OTLP_PROTOCOL to "http/protobuf", or name the collector in NO_PROXY' },
  );
}
