import * as z from "zod";
import { formatDuration } from "../duration.ts";
import { maskUrl } from "../mask.ts";
import { credentialsIn } from "../mask/mask_url.ts";
import { Expression } from "../plan/expression.ts";
import { textOf } from "../plan/template.ts";
import type { ActionContext } from "./action_context.ts";
import { ActionError } from "./action_error.ts";
import { defineAction } from "./define_action.ts";
import { checkResponse, EXPECTED_RESPONSE, scopeOf } from "./expected_response.ts";
import { headers } from "./headers.ts";
import { oneOf } from "./one_of.ts";
import { readBody } from "./read_body.ts";
import { type Received, received } from "./received.ts";
import { bodyKeys, requestBody } from "./request_body.ts";
import { expression, flag, oneOrList, text } from "./scalar.ts";
import { scalarOrMap } from "./scalar_or_map.ts";
import { type OutgoingRequest, sendRequest } from "./send_request.ts";
import { variableName } from "./variable_name.ts";

/** More of a response is dropped, in bytes. */
const MAX_BODY = 32 * 1024 * 1024;

const BODY_KEYS = ["json", "form", "multipart", "body"] as const;

const CAPTURED = z.strictObject({
  value: expression().describe("a CEL expression over status, headers and body"),
  secret: z.exactOptional(flag().describe("true: the value is masked everywhere")),
});

const INPUT = z.strictObject({
  method: z.exactOptional(text().describe("default GET, with something to send POST")),
  url: text().describe("a URL, or a path below base_url"),
  query: z.exactOptional(z.record(z.string(), oneOrList(text())).describe("added to the URL")),
  headers: z.exactOptional(headers().describe("of the request")),
  ...bodyKeys,
  expect: z.exactOptional(EXPECTED_RESPONSE.describe("what the response must be like")),
  capture: z.exactOptional(
    z.record(variableName(), scalarOrMap(expression(), CAPTURED)).describe(
      "variables from CEL expressions over status, headers and body, or {value, secret: true}",
    ),
  ),
}).superRefine(oneOf(BODY_KEYS, { optional: true }));

type Input = z.infer<typeof INPUT>;

/** Sends an HTTP request without the page, with its cookies, and checks the response. */
export const request = defineAction({
  name: "request",
  summary: "Send an HTTP request with the page's cookies, check the response, keep parts of it",
  group: "network",
  input: INPUT,
  short: "url",
  expressions: ["expect.that", "capture.*", "capture.*.value"],
  sees: ["status", "headers", "body"],
  captures: ({ capture = {} }) => Object.keys(capture),
  urls: ({ url }) => [url],
  files: ({ multipart = {} }) =>
    Object.values(multipart).flatMap((entry) => typeof entry === "object" && "file" in entry ? [entry.file] : []),
  deadline: "navigation",
  example: {
    method: "POST",
    url: "/api/cart",
    json: { slug: "teapot", quantity: 2 },
    expect: { status: 201, json: { items: 2 }, that: "size(body.lines) == 1" },
    capture: { cart_total: "body.total" },
  },
  title: (input) => titleOf(input),
  async run(input, context) {
    const { response, data } = await answerTo(input, context);
    checkResponse(titleOf(input), response, {
      expected: input.expect ?? {},
      evaluate: context.evaluate,
      excerpt: context.excerpt,
    });
    keepCaptures(input, response, context);
    return data;
  },
});

function titleOf(input: Input): string {
  return `request ${writtenMethod(input)} ${input.url}`;
}

/** For people: in capitals a secret would not be known again. */
function writtenMethod(input: Input): string {
  return String(input.method ?? methodOf(input));
}

function methodOf({ method, ...input }: Input): string {
  if (method !== undefined) return String(method).toUpperCase();
  return BODY_KEYS.some((key) => key in input) ? "POST" : "GET";
}

async function answerTo(input: Input, context: ActionContext) {
  const startedMs = performance.now();
  const { timeout, signal: stepSignal } = context.limits();
  // 0 is no limit.
  const signal = timeout > 0 ? AbortSignal.any([stepSignal, AbortSignal.timeout(timeout)]) : stepSignal;
  try {
    const outgoing = await outgoingRequest(input, context);
    const { response, url, redirects } = await sendRequest(outgoing, context, signal);
    const read = await readBody(response, MAX_BODY);
    if (read.isCut) context.warn(`The response to ${titleOf(input)} was cut at ${MAX_BODY / 1024 / 1024} MiB`);
    const durationMs = Math.round(performance.now() - startedMs);
    const method = writtenMethod(input);
    const data = { method, url: maskUrl(url), status: response.status, redirects, duration_ms: durationMs };
    return { response: received(response, read), data };
  } catch (error) {
    throw error instanceof ActionError ? error : connectionError(error, { input, timeout, signal });
  }
}

async function outgoingRequest(input: Input, context: ActionContext): Promise<OutgoingRequest> {
  const { content, type } = await requestBody(input, context);
  const sent = new Headers(input.headers ?? {});
  if (type !== null && !sent.has("content-type")) sent.set("content-type", type);
  return { method: methodOf(input), url: urlOf(input, context), headers: sent, body: content };
}

function urlOf(input: Input, context: ActionContext): string {
  const url = new URL(context.url(input.url));
  if (!/^https?:$/.test(url.protocol)) {
    throw new ActionError("policy", `Cannot ${titleOf(input)}: found ${url.protocol}, expected http or https`);
  }
  for (const [name, values] of Object.entries(input.query ?? {})) {
    for (const value of [values].flat()) url.searchParams.append(name, value);
  }
  for (const credential of credentialsIn(url.href)) context.addSent(credential);
  return url.href;
}

interface Broken {
  readonly input: Input;
  readonly timeout: number;
  readonly signal: AbortSignal;
}

function connectionError(error: unknown, { input, timeout, signal }: Broken): unknown {
  if (signal.aborted) {
    // What was left of the step's time, nearly all of it: the step says how much that is.
    const time = formatDuration(Math.ceil(timeout / 100) * 100);
    return new ActionError("timeout", `Cannot ${titleOf(input)}: found no answer within ${time}, expected one`, {
      cause: error,
    });
  }
  const reason = reasonOf(error).replace(/^.*: client error/, "client error");
  return new ActionError("request", `Cannot ${titleOf(input)}: found ${reason}, expected a response`, {
    expected: "a response",
    actual: reason,
    cause: error,
  });
}

/** Newer runtimes say only "fetch failed", and why in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}

function keepCaptures({ capture = {} }: Input, response: Received, { evaluate, variables, addSecret }: ActionContext) {
  for (const [name, written] of Object.entries(capture)) {
    const { value: source, secret = false } = written instanceof Expression ? { value: written } : written;
    const value = evaluate(source, scopeOf(response));
    if (secret) addSecret(textOf(value));
    variables.set(name, value);
  }
}
