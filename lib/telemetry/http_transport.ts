import type { HttpClient, HttpClientOptions } from "../host.ts";
import { proxyOptions } from "../network/http_clients.ts";
import { isLocalName } from "../network/no_proxy.ts";
import { basicAuthorization } from "./basic_authorization.ts";
import { collectorWords } from "./collector_words.ts";
import { confidentialOf } from "./confidential_of.ts";
import type { SignalSettings } from "./signal_settings.ts";
import { statusMessage } from "./status_message.ts";
import type { Answer, Transport } from "./transport.ts";
import type { Way } from "./way.ts";

/** Statuses after which the specification of OTLP says to try again. */
const RETRYABLE = [429, 502, 503, 504];

/** Bytes of an answer that are read; a collector's has a few hundred. */
const MAX_ANSWER = 4 * 1024 * 1024;

/**
 * Sends by the runtime's `fetch`. OpenTelemetry's own transport pipes the body into a request of `node:http`, which some
 * runtimes answer with an error outside of every promise when the connection fails meanwhile: it ended passed runs with 1.
 */
export function httpTransport(settings: SignalSettings, way: Way, mediaType: string): Transport {
  const { url, headers } = requestOf(settings, mediaType);
  const clients = clientsFor(settings, way);
  const confidential = confidentialOf(settings);
  return {
    async send(body, { signal, timeoutMs }) {
      const timeUp = AbortSignal.timeout(timeoutMs);
      const request: RequestInit = {
        method: "POST",
        headers,
        body: settings.compression === "gzip" ? await gzip(body) : body,
        // The headers may hold credentials, which are for this collector alone.
        redirect: "manual",
        signal: AbortSignal.any([signal, timeUp]),
      };
      try {
        return await answerOf(await firstAnswer(clients, url, request), confidential);
      } catch (error) {
        if (timeUp.aborted) return { status: "refused", error: new Error(`no answer within ${timeoutMs} ms`) };
        return failure(reasonOf(error));
      }
    },
    close: () => clients.forEach((client) => client[Symbol.dispose]()),
  };
}

/** `fetch` takes no credentials in a URL. */
function requestOf({ url: written, headers: given, compression }: SignalSettings, mediaType: string) {
  const url = new URL(written);
  const authorization = basicAuthorization(url);
  const headers = new Headers({ "user-agent": "qa-rig", ...authorization === null ? {} : { authorization } });
  for (const [name, value] of Object.entries(given)) headers.set(name, value);
  headers.set("content-type", mediaType);
  if (compression === "gzip") headers.set("content-encoding", "gzip");
  url.username = "";
  url.password = "";
  return { url: url.href, headers };
}

/** The client that connects where the name leads, then those for addresses that a system may not know. */
function clientsFor(settings: SignalSettings, { material, proxy, httpClient }: Way): readonly HttpClient[] {
  const { ca, key, cert } = material;
  const options: HttpClientOptions = {
    authorities: ca === undefined ? [] : [text(ca)],
    ...key && cert ? { client: { key: text(key), cert: text(cert) } } : {},
    ...proxy === null ? {} : { proxy: proxyOptions(proxy) },
  };
  const url = new URL(settings.url);
  const port = Number(url.port || (settings.tls ? 443 : 80));
  // The runtime speaks no TLS on such a connection.
  const others = proxy === null && !settings.tls && isLocalName(url.hostname) ? ["127.0.0.1", "[::1]"] : [];
  return [options, ...others.map((hostname) => ({ ...options, connectTo: { hostname, port } }))].map(httpClient);
}

async function firstAnswer(clients: readonly HttpClient[], url: string, request: RequestInit): Promise<Response> {
  let first: unknown;
  for (const client of clients) {
    try {
      return await client.fetch(url, request);
    } catch (error) {
      first ??= error;
      // Where a connection was made, the collector may have got it.
      if (!/tcp connect error|dns error/.test(reasonOf(error))) break;
    }
  }
  throw first;
}

async function answerOf(response: Response, confidential: readonly string[]): Promise<Answer> {
  const status = collectorWords(`${response.status} ${response.statusText}`, confidential);
  const isRetryable = RETRYABLE.includes(response.status);
  let body: Uint8Array;
  try {
    body = await readAll(response);
  } catch (cause) {
    const broken = new Error(`${status}, and its answer broke off: ${reasonOf(cause)}`);
    return isRetryable ? later(broken, response) : { status: "refused", error: broken };
  }
  const answer = { body, mediaType: response.headers.get("content-type") ?? "" };
  if (response.ok) return { status: "accepted", ...answer };
  const words = collectorWords(statusMessage(answer), confidential);
  const error = new Error(words === "" ? status : `${status}: the collector says "${words}"`);
  return isRetryable ? later(error, response) : { status: "refused", error };
}

async function readAll({ body }: Response): Promise<Uint8Array> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_ANSWER) throw new Error(`found more than ${MAX_ANSWER / 1024 / 1024} MiB`);
  }
  return await new Blob(chunks).bytes();
}

/** By RFC 9110, section 10.2.3: seconds or a date. */
function later(error: Error, { headers }: Response): Answer {
  const text = headers.get("retry-after") ?? "";
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return { status: "try_later", error, afterMs: Number.isFinite(ms) && ms > 0 ? ms : null };
}

/** A network may be there a second later; a certificate is the same then. */
function failure(reason: string): Answer {
  const passes = /dns error|connect error|connection (closed|reset|error)|broken pipe|os error|timed out/i.test(reason);
  const error = new Error(reason);
  return passes ? { status: "try_later", error, afterMs: null } : { status: "refused", error };
}

/** What went wrong, without the URL, in which credentials may travel. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return error.message.replace(/^error sending request .*?client error \(\w+\): /s, "");
}

async function gzip(body: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return await new Response(new Blob([body]).stream().pipeThrough(new CompressionStream("gzip"))).bytes();
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
