import { LONGEST_WAIT_MS } from "../duration.ts";
import { UsageError } from "../errors.ts";
import { shownName } from "./pairs.ts";
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
    headers: readHeaders(reader, signal, protocol),
    timeoutMs: (timeout && reader.numberIn(timeout, { least: 1, most: LONGEST_WAIT_MS })) ?? 10_000,
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
  if (found.variable === general.variable) appendPath(url, signal, reader);
  return { url: url.href, publicUrl: publicUrl(url.href), tls: url.protocol === "https:" };
}

/** By the specification, also where the path of a signal stands there already: it may be a folder of that name. */
function appendPath(url: URL, signal: Signal, reader: VariableReader): void {
  const base = url.pathname.replace(/\/+$/, "");
  if (/\/v1\/(traces|metrics|logs)$/.test(base)) {
    reader.warn(
      "OTEL_EXPORTER_OTLP_ENDPOINT",
      `found a path that ends with "${
        base.slice(base.lastIndexOf("/v1/"))
      }", to which "/v1/traces" and "/v1/metrics" ` +
        "are appended: leave it out, or name the whole URL in OTEL_EXPORTER_OTLP_TRACES_ENDPOINT and …_METRICS_ENDPOINT",
    );
  }
  url.pathname = `${base}/v1/${signal}`;
}

function readGrpcEndpoint(reader: VariableReader, signal: Signal): Endpoint {
  const found = reader.ofSignal(signal, "OTEL_EXPORTER_OTLP_ENDPOINT") ??
    { variable: "OTEL_EXPORTER_OTLP_ENDPOINT", text: `http://${HOST}:4317` };
  const url = parseEndpoint(found, found.text.includes("://") ? found.text : `https://${found.text}`);
  if (!["", "/"].includes(url.pathname)) {
    reader.warn(found.variable, `found the path "${url.pathname}", which grpc has no use for`);
  }
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

function readHeaders(reader: VariableReader, signal: Signal, protocol: Protocol): SignalSettings["headers"] {
  const variables = ["OTEL_EXPORTER_OTLP_HEADERS", signalForm(signal, "OTEL_EXPORTER_OTLP_HEADERS")];
  const usable = variables.map((variable) => {
    const pairs = headerPairs(reader, variable);
    return protocol === "grpc" ? grpcHeaders(variable, pairs) : httpHeaders(reader, variable, pairs);
  });
  return Object.assign({}, ...usable);
}

/** Without the header that says what is sent. */
function headerPairs(reader: VariableReader, variable: string): SignalSettings["headers"] {
  const pairs = Object.entries(reader.pairs(variable, (name) => name.toLowerCase()));
  return Object.fromEntries(pairs.filter(([name]) => {
    if (name.toLowerCase() !== "content-type") return true;
    reader.refuseEntry(variable, `found header ${shownName(name)}, which follows from the protocol`);
    return false;
  }));
}

/** By RFC 9110: a token, and a value without control characters. */
const HTTP_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const HTTP_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** What follows from the endpoint and the connection. */
const OWN_HEADERS = ["connection", "content-length", "host", "transfer-encoding"];

function httpHeaders(
  reader: VariableReader,
  variable: string,
  pairs: SignalSettings["headers"],
): SignalSettings["headers"] {
  const usable = Object.entries(pairs).filter(([name, value]) => {
    const isOwn = OWN_HEADERS.includes(name.toLowerCase());
    if (!isOwn && HTTP_NAME.test(name) && HTTP_VALUE.test(value)) return true;
    const problem = isOwn ? "which follows from the connection" : "which HTTP does not allow";
    reader.refuseEntry(variable, `found header ${shownName(name)}, ${problem}`);
    return false;
  });
  return Object.fromEntries(usable);
}

/** What grpc allows as metadata, and HTTP/2 by RFC 9113, section 8.2.2. */
const GRPC_NAME = /^[0-9a-z_.-]+$/i;
const GRPC_VALUE = /^[\x20-\x7e]*$/;
const NOT_IN_HTTP2 = [...OWN_HEADERS, "http2-settings", "keep-alive", "proxy-connection", "te", "upgrade"];

/** The package would throw at the first export, with the value in its message. */
function grpcHeaders(variable: string, pairs: SignalSettings["headers"]): SignalSettings["headers"] {
  for (const [name, value] of Object.entries(pairs)) {
    const lower = name.toLowerCase();
    const isAllowed = GRPC_NAME.test(name) && GRPC_VALUE.test(value);
    if (isAllowed && !NOT_IN_HTTP2.includes(lower) && !lower.endsWith("-bin")) continue;
    throw new UsageError(
      `Cannot export telemetry with grpc: found header ${
        shownName(name)
      } in variable "${variable}", which HTTP/2 does not allow`,
      { hint: "names have letters, digits, -, _ and ., values the characters of ASCII that can be printed" },
    );
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
