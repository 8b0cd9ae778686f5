import type { Request, Response } from "playwright";
import * as z from "zod";
import type { Value } from "../plan/value.ts";
import { differenceOf } from "./json_part.ts";
import { data, integer, text } from "./scalar.ts";
import { scalarOrMap } from "./scalar_or_map.ts";
import { describeUrl, urlMatcher, type UrlPattern, urlPattern } from "./url_pattern.ts";

/** Which request or response is meant; `status` is of a response only. */
export interface TrafficInput {
  readonly url: UrlPattern;
  readonly method?: string;
  readonly status?: number;
  /** A part of the body. */
  readonly json?: Value;
}

const requestKeys = {
  url: urlPattern().describe("a glob, a path below base_url, or {regex: …}"),
  method: z.exactOptional(text().describe("GET, POST, …")),
  json: z.exactOptional(data().describe("a part of the JSON body")),
};

/** A request that is waited for: its URL alone, or `{url, method, json}`. */
export function requestInput(): z.ZodType<string | TrafficInput> {
  return scalarOrMap(text(), z.strictObject(requestKeys));
}

/** A response that is waited for: its URL alone, or `{url, method, status, json}`. */
export function responseInput(): z.ZodType<string | TrafficInput> {
  const status = z.exactOptional(integer(100, 999).describe("status code"));
  return scalarOrMap(text(), z.strictObject({ ...requestKeys, status }));
}

/** A test of what goes over the network, which remembers what nearly fitted. */
export interface TrafficTest<Event> {
  /** `response "**\/api/cart" with status 201` */
  readonly wanted: string;
  fits(event: Event): Promise<boolean>;
  /** Of the last event with the right URL, what was not as it should be: `status 500`. */
  near(): string | null;
}

/** A test of requests. */
export function requestTest(written: string | TrafficInput, baseUrl: string | null): Promise<TrafficTest<Request>> {
  return trafficTest(mapOf(written), baseUrl, {
    kind: "request",
    requestOf: (request: Request) => request,
    statusOf: () => null,
    bodyOf: (request) => Promise.resolve(request.postDataJSON()),
  });
}

/** A test of responses. */
export function responseTest(written: string | TrafficInput, baseUrl: string | null): Promise<TrafficTest<Response>> {
  return trafficTest(mapOf(written), baseUrl, {
    kind: "response",
    requestOf: (response: Response) => response.request(),
    statusOf: (response) => response.status(),
    bodyOf: (response) => response.json(),
  });
}

function mapOf(written: string | TrafficInput): TrafficInput {
  return typeof written === "string" ? { url: written } : written;
}

/** The URL among the conditions; a template is its own. */
export function urlOf(written: string | TrafficInput): UrlPattern {
  return typeof written === "object" && "url" in written ? written.url : written;
}

/** How to look at one kind of event. */
interface Look<Event> {
  readonly kind: string;
  requestOf(event: Event): Request;
  statusOf(event: Event): number | null;
  bodyOf(event: Event): Promise<Value>;
}

async function trafficTest<Event>(
  input: TrafficInput,
  baseUrl: string | null,
  look: Look<Event>,
): Promise<TrafficTest<Event>> {
  const matches = await urlMatcher(input.url, baseUrl);
  let near: string | null = null;
  return {
    wanted: describe(input, look.kind),
    near: () => near,
    async fits(event) {
      if (!matches(look.requestOf(event).url())) return false;
      const wrong = wrongMethod(input, look.requestOf(event)) ?? wrongStatus(input, look.statusOf(event)) ??
        await wrongBody(input, () => look.bodyOf(event));
      near = wrong;
      return wrong === null;
    },
  };
}

function describe({ url, method, status, json }: TrafficInput, kind: string): string {
  const conditions = [
    ...(method === undefined ? [] : [`method ${method.toUpperCase()}`]),
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(json === undefined ? [] : [`JSON ${JSON.stringify(json)}`]),
  ];
  return `${kind} "${describeUrl(url)}"${conditions.length === 0 ? "" : ` with ${conditions.join(", ")}`}`;
}

function wrongMethod({ method }: TrafficInput, request: Request): string | null {
  const fits = method === undefined || method.toUpperCase() === request.method();
  return fits ? null : `method ${request.method()}`;
}

function wrongStatus({ status: wanted }: TrafficInput, status: number | null): string | null {
  return wanted === undefined || status === wanted ? null : `status ${status}`;
}

async function wrongBody({ json }: TrafficInput, body: () => Promise<Value>): Promise<string | null> {
  if (json === undefined) return null;
  try {
    const difference = differenceOf(json, await body(), "body");
    return difference === null ? null : `${difference.path}: ${JSON.stringify(difference.actual ?? null)}`;
  } catch {
    return "a body that is no JSON";
  }
}
