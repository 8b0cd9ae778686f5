import * as z from "zod";
import type { Expression } from "../plan/expression.ts";
import { maskHeaders } from "../mask.ts";
import type { Value } from "../plan/value.ts";
import type { ActionContext } from "./action_context.ts";
import { ActionError } from "./action_error.ts";
import { differenceOf } from "./json_part.ts";
import { parseJson } from "./read_body.ts";
import type { Received } from "./received.ts";
import { data, expression, integer, oneOrList, text } from "./scalar.ts";

/** What a response must be like; all of it must hold. */
export interface ExpectedResponse {
  readonly status?: number | readonly number[];
  readonly headers?: { readonly [name: string]: string };
  readonly json?: Value;
  readonly that?: Expression;
}

/** The key `expect` of a request. */
export const EXPECTED_RESPONSE: z.ZodType<ExpectedResponse> = z.strictObject({
  status: z.exactOptional(oneOrList(integer(100, 999)).describe("status code, or several that are all right")),
  headers: z.exactOptional(z.record(z.string(), text()).describe("headers with their whole values")),
  json: z.exactOptional(data().describe("a part of the body")),
  that: z.exactOptional(expression().describe("a CEL expression over status, headers and body that is true")),
});

/** Throws `ActionError` (`request`) for the first thing that is not as expected; `what` names the request. */
export function checkResponse(
  what: string,
  response: Received,
  { expected, evaluate, excerpt }:
    & { readonly expected: ExpectedResponse }
    & Pick<ActionContext, "evaluate" | "excerpt">,
): void {
  const { status, headers = {}, json, that } = expected;
  const fail = (found: Mismatch) => {
    throw mismatchError(what, found, { ...response, text: excerpt(response.text, BODY_EXCERPT) });
  };
  if (status !== undefined && ![status].flat().includes(response.status)) {
    fail({ expected: `status ${[status].flat().join(" or ")}`, found: `status ${response.status}` });
  }
  for (const [name, value] of Object.entries(headers)) checkHeader(name, value, response, fail);
  if (json !== undefined) checkJson(json, response, fail);
  if (that !== undefined) checkThat(that, evaluate(that, scopeOf(response)), fail);
}

/** What an expression about a response sees beside the variables. */
export function scopeOf({ status, headers, body }: Received): { readonly [name: string]: Value } {
  return { status, headers, body };
}

interface Mismatch {
  readonly expected: string;
  readonly found: string;
}

type Fail = (mismatch: Mismatch) => void;

function checkHeader(name: string, expected: string, { headers }: Received, fail: Fail): void {
  const actual = headers[name.toLowerCase()];
  if (actual === expected) return;
  // A cookie is a credential, whatever it holds.
  const shown = (value: string) => maskHeaders({ [name]: value })[name];
  const found = actual === undefined ? `no header ${name}` : `header ${name} "${shown(actual)}"`;
  fail({ expected: `header ${name} "${shown(expected)}"`, found });
}

function checkJson(expected: Value, { text, body }: Received, fail: Fail): void {
  const actual = typeof body === "string" ? parseJson(text) : body;
  if (actual === undefined) return fail({ expected: "JSON", found: text === "" ? "an empty body" : "a body of text" });
  const difference = differenceOf(expected, actual, "body");
  if (difference === null) return;
  const found = difference.actual === undefined ? "nothing" : JSON.stringify(difference.actual);
  fail({ expected: JSON.stringify(difference.expected), found: `${difference.path} ${found}` });
}

function checkThat({ source }: Expression, value: Value, fail: Fail): void {
  if (value === true) return;
  fail({ expected: "true", found: `"${source}" is ${JSON.stringify(value)}` });
}

/** How much of a body stands in an error, in characters. */
const BODY_EXCERPT = 500;

function mismatchError(what: string, { expected, found }: Mismatch, { statusLine, text }: Received): ActionError {
  return new ActionError("request", `Cannot ${what}: found ${found}, expected ${expected}`, {
    expected,
    actual: [found, statusLine, text].filter((line) => line !== "").join("\n"),
  });
}
