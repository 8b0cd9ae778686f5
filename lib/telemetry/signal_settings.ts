import { UsageError } from "../errors.ts";
import { publicUrl } from "./public_url.ts";
import { type Signal, signalForm, type VariableReader } from "./variable_reader.ts";

/** The protocols that telemetry can be sent with; the first is the default. */
export const PROTOCOLS = ["http/protobuf", "http/json", "grpc"] as const;

/** A name of `PROTOCOLS`. */
export type Protocol = typeof PROTOCOLS[number];

/** Where one signal goes, and how. */
export interface SignalSettings {
  readonly protocol: Protocol;
  /** For http the whole URL; for grpc `https://host:port`, whether it is TLS or not. */
  readonly url: string;
  /** The URL as it may be shown: without credentials. */
  readonly publicUrl: string;
  readonly tls: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly compression: "none" | "gzip";
  /** Paths of PEM files. */
  readonly certificates: {
    readonly authorities: string | null;
    /** Trusted beside those that everybody trusts, where no other authorities are named. */
    readonly alsoTrusted: string | null;
    readonly client: { readonly key: string; readonly certificate: string } | null;
  };
}

const HOST = "opentelemetry-opentelemetry-collector.monitoring.svc.cluster.local";

/** Reads the variables of one signal; throws `UsageError` for an unknown protocol and an endpoint that is no URL. */
export function readSignalSettings(reader: VariableReader, signal: Signal, ca: string | null): SignalSettings {
  const protocol = readProtocol(reader, signal);
  const timeout = reader.ofSignal(signal, "OTEL_EXPORTER_OTLP_TIMEOUT");
  const compression = reader.ofSignal(signal, "OTEL_EXPORTER_OTLP_COMPRESSION");
  return {
    protocol,
    ...(protocol === "grpc" ? readGrpcEndpoint(reader, signal) : readHttpEndpoint(reader, signal)),
    headers: readHeaders(reader, signal),
    timeoutMs: (timeout && reader.numberIn(timeout, { least: 1 })) ?? 10_000,
    compression: (compression && reader.chosen(compression, ["none", "gzip"])) ?? "none",
    certificates: readCertificates(reader, signal, ca),
  };
}

function readProtocol(reader: VariableReader, signal: Signal): Protocol {
  const found = reader.ofSignal(signal, "OTEL_EXPORTER_OTLP_PROTOCOL");
  if (found === undefined) return PROTOCOLS[0];
  const protocol = PROTOCOLS.find((name) => name === found.text.toLowerCase());
  if (protocol !== undefined) return protocol;
  throw new UsageError(`Cannot export telemetry: found protocol "${found.text}", expected one of ${listProtocols()}`, {
    hint: `set ${found.variable} to one of these, or unset it`,
  });
}

function listProtocols(): string {
  return PROTOCOLS.map((name) => `"${name}"`).join(", ");
}

type Endpoint = Pick<SignalSettings, "url" | "publicUrl" | "tls">;

function readHttpEndpoint(reader: VariableReader, signal: Signal): Endpoint {
  const general = { variable: "OTEL_EXPORTER_OTLP_ENDPOINT", text: `http://${HOST}:4318` };
  const found = reader.ofSignal(signal, "OTEL_EXPORTER_OTLP_ENDPOINT") ?? general;
  const url = parseEndpoint(found, found.text);
  if (found.variable === general.variable) url.pathname = `${url.pathname.replace(/\/+$/, "")}/v1/${signal}`;
  return { url: url.href, publicUrl: publicUrl(url.href), tls: url.protocol === "https:" };
}

function readGrpcEndpoint(reader: VariableReader, signal: Signal): Endpoint {
  const found = reader.ofSignal(signal, "OTEL_EXPORTER_OTLP_ENDPOINT") ??
    { variable: "OTEL_EXPORTER_OTLP_ENDPOINT", text: `http://${HOST}:4317` };
  const url = parseEndpoint(found, found.text.includes("://") ? found.text : `https://${found.text}`);
  const insecure = reader.ofSignal(signal, "OTEL_EXPORTER_OTLP_INSECURE");
  const said = insecure && reader.chosen(insecure, ["true", "false"]);
  const port = url.port || (url.protocol === "http:" ? "80" : "443");
  return {
    // The exporter takes host and port from it; with "http:" it would drop port 80 and then use 443.
    url: `https://${url.hostname}:${port}`,
    publicUrl: publicUrl(found.text),
    tls: said === undefined ? url.protocol === "https:" : said === "false",
  };
}

function parseEndpoint({ variable, text }: { readonly variable: string; readonly text: string }, written: string): URL {
  const url = URL.canParse(written) ? new URL(written) : null;
  if (url !== null && (url.protocol === "http:" || url.protocol === "https:")) return url;
  throw new UsageError(
    `Cannot export telemetry: found endpoint "${publicUrl(text)}", expected a URL with http or https`,
    { hint: `set ${variable} to a URL such as "http://localhost:4318"` },
  );
}

function readHeaders(reader: VariableReader, signal: Signal): Readonly<Record<string, string>> {
  const variables = ["OTEL_EXPORTER_OTLP_HEADERS", signalForm(signal, "OTEL_EXPORTER_OTLP_HEADERS")];
  return Object.assign({}, ...variables.map((variable) => validHeaders(variable, reader.pairs(variable))));
}

/** By RFC 9110: a token, and a value without control characters. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** The exporter would find out at each export, when it is too late to say it well. */
function validHeaders(variable: string, pairs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const [name, value] of Object.entries(pairs)) {
    if (HEADER_NAME.test(name) && HEADER_VALUE.test(value)) continue;
    throw new UsageError(`Cannot export telemetry: found a header in variable "${variable}" that HTTP does not allow`, {
      hint: `check the name and the value of header "${name}"`,
    });
  }
  return pairs;
}

function readCertificates(reader: VariableReader, signal: Signal, ca: string | null): SignalSettings["certificates"] {
  const key = reader.ofSignal(signal, "OTEL_EXPORTER_OTLP_CLIENT_KEY");
  const certificate = reader.ofSignal(signal, "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE");
  const lonely = key === undefined ? certificate : certificate === undefined ? key : undefined;
  if (lonely !== undefined) reader.warn(lonely.variable, "found one of client key and certificate, expected both");
  return {
    authorities: reader.ofSignal(signal, "OTEL_EXPORTER_OTLP_CERTIFICATE")?.text ?? null,
    alsoTrusted: ca,
    client: key && certificate ? { key: key.text, certificate: certificate.text } : null,
  };
}
