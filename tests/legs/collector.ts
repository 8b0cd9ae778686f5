import { fakeCollector } from "../telemetry/fake_collector.ts";
import { type ArrivedPoint, type ArrivedSpan, pointsOf, spansOf } from "../telemetry/otlp_json.ts";
import { freePort, untilOpen } from "./port.ts";

/** A real OpenTelemetry Collector that passes on what it gets, as JSON, to this process. */
export interface Collector extends AsyncDisposable {
  /** `http://127.0.0.1:<port>` */
  readonly httpUrl: string;
  readonly grpcUrl: string;
  /** What has arrived since the last `clear()`. */
  spans(): readonly ArrivedSpan[];
  points(): readonly ArrivedPoint[];
  /** Requests that arrived since the last `clear()`. */
  requests(): number;
  clear(): void;
}

/** Certificates with which the collector takes TLS only; with `clientAuthority` from clients it knows only. */
export interface CollectorTls {
  readonly certificate: string;
  readonly key: string;
  readonly clientAuthority?: string;
}

/**
 * Starts the collector that the variable OTELCOL names, on an address of this machine. It answers a request when this process has taken it, so what
 * was accepted has arrived.
 */
export async function startCollector(tls?: CollectorTls, address = "127.0.0.1"): Promise<Collector> {
  const binary = Deno.env.get("OTELCOL");
  if (!binary) {
    throw new Error("Cannot start the collector: found no variable OTELCOL, expected the path of its binary");
  }
  const sink = fakeCollector();
  const folder = await Deno.makeTempDir({ prefix: "qa-rig-otelcol-" });
  const ports = { grpc: freePort(), http: freePort() };
  await Deno.writeTextFile(`${folder}/collector.yaml`, JSON.stringify(configOf(ports, sink.url, { tls, address })));
  const child = new Deno.Command(binary, {
    args: ["--config", `${folder}/collector.yaml`],
    stdout: "null",
    stderr: "piped",
    stdin: "null",
  }).spawn();
  const log = new Response(child.stderr).text();
  let seen = 0;
  const collector: Collector = {
    httpUrl: `${tls ? "https" : "http"}://localhost:${ports.http}`,
    grpcUrl: `${tls ? "https" : "http"}://localhost:${ports.grpc}`,
    spans: () => bodiesOf("/v1/traces").flatMap(spansOf),
    points: () => bodiesOf("/v1/metrics").flatMap(pointsOf),
    requests: () => sink.requests.length - seen,
    clear: () => void (seen = sink.requests.length),
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await Promise.all([child.status, log]);
      await sink[Symbol.asyncDispose]();
      await Deno.remove(folder, { recursive: true });
    },
  };
  const ready = Promise.all([untilOpen(ports.grpc, address), untilOpen(ports.http, address)]);
  const ended = child.status.then(async () => Promise.reject(new Error(`The collector ended: ${await log}`)));
  ended.catch(() => {});
  try {
    await Promise.race([ready, ended]);
  } catch (error) {
    await collector[Symbol.asyncDispose]();
    throw error;
  }
  return collector;

  function bodiesOf(path: string): readonly unknown[] {
    return sink.requests.slice(seen).filter((request) => request.path === path)
      .map(({ body }) => JSON.parse(new TextDecoder().decode(body)));
  }
}

function configOf(
  ports: { readonly grpc: number; readonly http: number },
  sink: string,
  { tls, address }: { readonly tls: CollectorTls | undefined; readonly address: string },
) {
  const protocol = (port: number) => ({
    endpoint: `${address}:${port}`,
    ...(tls && {
      tls: {
        cert_file: tls.certificate,
        key_file: tls.key,
        ...(tls.clientAuthority && { client_ca_file: tls.clientAuthority }),
      },
    }),
  });
  const pipeline = { receivers: ["otlp"], exporters: ["otlphttp"] };
  return {
    receivers: { otlp: { protocols: { grpc: protocol(ports.grpc), http: protocol(ports.http) } } },
    exporters: {
      otlphttp: {
        endpoint: sink,
        encoding: "json",
        compression: "none",
        sending_queue: { enabled: false },
        retry_on_failure: { enabled: false },
      },
    },
    service: {
      telemetry: { metrics: { level: "none" }, logs: { level: "error" } },
      pipelines: { traces: pipeline, metrics: pipeline },
    },
  };
}
