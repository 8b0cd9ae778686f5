import * as grpc from "@grpc/grpc-js";
import type { ChannelCredentials, Client, ClientOptions, Metadata, ServiceError } from "@grpc/grpc-js";
import * as transformer from "@opentelemetry/otlp-transformer";
import { Buffer } from "node:buffer";
import { isIP } from "node:net";
import { isLocalName, plainHost } from "../network/no_proxy.ts";
import { collectorWords } from "./collector_words.ts";
import { confidentialOf } from "./confidential_of.ts";
import { exportersOf } from "./exporters.ts";
import { namesOf } from "./names_of.ts";
import type { SignalSettings } from "./signal_settings.ts";
import type { TlsMaterial } from "./tls_material.ts";
import type { Answer, SendLimits, Transport } from "./transport.ts";
import type { Way } from "./way.ts";

const { Client: GrpcClient, compressionAlgorithms, credentials, Metadata: GrpcMetadata, status } = namesOf(grpc);
const { ProtobufTraceSerializer, ProtobufMetricsSerializer } = namesOf(transformer);

/** Sends with `grpc`. */
export const exporters = exportersOf({
  spans: ProtobufTraceSerializer,
  metrics: ProtobufMetricsSerializer,
  transport: grpcTransport,
});

/** Code units of an error that are shown; it may name each address that was tried. */
const LONGEST_ERROR = 400;

/** Sends over connections of grpc-js, which finds a proxy in the environment by itself. */
function grpcTransport(settings: SignalSettings, { material }: Way, method: string): Transport {
  const metadata = new GrpcMetadata();
  for (const [name, value] of Object.entries(settings.headers)) metadata.set(name, value);
  const confidential = confidentialOf(settings);
  const clients = clientsFor(settings, material);
  return {
    async send(body, limits) {
      let first: Answer | null = null;
      for (const client of clients) {
        const { answer, isUnreachable } = await answerOf(client, { method, body, metadata, confidential }, limits);
        if (!isUnreachable) return answer;
        first ??= answer;
      }
      return first ?? { status: "refused", error: new Error("found no address of the collector") };
    },
    close: () => clients.forEach((client) => client.close()),
  };
}

interface Call {
  readonly method: string;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly metadata: Metadata;
  readonly confidential: readonly string[];
}

interface Answered {
  readonly answer: Answer;
  /** Whether there was no connection, so that another address may be tried. */
  readonly isUnreachable: boolean;
}

async function answerOf(client: Client, call: Call, limits: SendLimits): Promise<Answered> {
  const { method, body, metadata, confidential } = call;
  const { promise, resolve } = Promise.withResolvers<Answered>();
  const done = (error: ServiceError | null, answer?: Buffer) => {
    if (error === null) {
      resolve({
        answer: { status: "accepted", body: answer ?? new Uint8Array(), mediaType: "application/grpc" },
        isUnreachable: false,
      });
    } else {
      const told = new Error(collectorWords(error.message, confidential, LONGEST_ERROR));
      resolve({ answer: { status: "refused", error: told }, isUnreachable: error.code === status.UNAVAILABLE });
    }
  };
  const deadline = Date.now() + limits.timeoutMs;
  const request = client.makeUnaryRequest(method, Buffer.from, (bytes) => bytes, body, metadata, { deadline }, done);
  const cancel = () => request.cancel();
  limits.signal.addEventListener("abort", cancel, { once: true });
  const answered = await promise;
  limits.signal.removeEventListener("abort", cancel);
  return answered;
}

/** The client that connects where the name leads, then those for addresses that a system may not know. */
function clientsFor(settings: SignalSettings, material: TlsMaterial): readonly Client[] {
  const { hostname, port } = new URL(settings.url);
  const options: ClientOptions = {
    "grpc.default_compression_algorithm": compressionAlgorithms[settings.compression === "gzip" ? "gzip" : "identity"],
    "grpc.primary_user_agent": "qa-rig",
  };
  const named = new GrpcClient(`${hostname}:${port || 443}`, credentialsFor(settings, material), options);
  if (!isLocalName(hostname)) return [named];
  const others = ["ipv4:127.0.0.1", "ipv6:[::1]"].map((address) =>
    new GrpcClient(`${address}:${port || 443}`, credentialsFor(settings, material), {
      ...options,
      "grpc.default_authority": `${hostname}:${port || 443}`,
      "grpc.ssl_target_name_override": plainHost(hostname),
    })
  );
  return [named, ...others];
}

function credentialsFor({ url, tls }: SignalSettings, { ca, key, cert }: TlsMaterial): ChannelCredentials {
  if (!tls) return credentials.createInsecure();
  const secure = credentials.createSsl(pem(ca), pem(key), pem(cert));
  return isIP(plainHost(new URL(url).hostname)) === 0 ? secure : withoutServerName(secure);
}

/** grpc-js names the server in TLS by its address, which RFC 6066 forbids and the runtime refuses to do. */
function withoutServerName(secure: ChannelCredentials): ChannelCredentials {
  const create = secure._createSecureConnector.bind(secure);
  secure._createSecureConnector = (...args) => {
    const connector = create(...args);
    // It goes on to check the certificate for `host`. Not in the types, because it is private.
    const { connectionOptions } = connector as unknown as { readonly connectionOptions: { servername?: string } };
    delete connectionOptions.servername;
    return connector;
  };
  return secure;
}

function pem(bytes: Uint8Array | undefined): Buffer | null {
  return bytes === undefined ? null : Buffer.from(bytes);
}
