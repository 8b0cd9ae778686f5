import { UsageError } from "../errors.ts";
import type { Host, HttpClient, HttpClientOptions } from "../host.ts";
import { type Proxies, type Proxy, proxyFor } from "../network/proxies.ts";
import type { SignalSettings } from "./signal_settings.ts";
import { readTlsMaterial, type TlsMaterial } from "./tls_material.ts";

/** How the collector of a signal is reached. */
export interface Way {
  readonly material: TlsMaterial;
  /** `null` is directly. */
  readonly proxy: Proxy | null;
  /** Throws `UsageError` for certificates and keys that cannot be used. */
  readonly httpClient: (options: HttpClientOptions) => HttpClient;
}

/** Reads certificates and decides on a proxy; throws `UsageError`. */
export async function findWay(settings: SignalSettings, proxies: Proxies, host: Host): Promise<Way> {
  const material = await readTlsMaterial(settings, host.files);
  const url = new URL(settings.url);
  if (!settings.tls) url.protocol = "http:";
  const proxy = proxyFor(url, proxies);
  if (proxy !== null && settings.protocol === "grpc") checkGrpc(proxy);
  return { material, proxy, httpClient: (options) => openClient(options, host) };
}

function openClient(options: HttpClientOptions, host: Host): HttpClient {
  try {
    return host.httpClient(options);
  } catch (cause) {
    throw new UsageError("Cannot export telemetry: found certificates or a key that cannot be used", {
      cause,
      hint: "the variables OTEL_EXPORTER_OTLP_…CERTIFICATE and …CLIENT_KEY name PEM files that fit together",
    });
  }
}

/** Its package finds the proxy in the environment by itself, and knows one kind. */
function checkGrpc({ server }: Proxy): void {
  if (server.startsWith("http:")) return;
  throw new UsageError(
    `Cannot export telemetry with protocol "grpc" through the proxy ${server}: expected one with http`,
    { hint: 'set OTEL_EXPORTER_OTLP_PROTOCOL to "http/protobuf", or name the collector in NO_PROXY' },
  );
}
