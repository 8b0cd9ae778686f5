import type { Value } from "../plan/value.ts";
import { parseJson, type ReadBody } from "./read_body.ts";

/** A response as the checks of a request see it. */
export interface Received {
  readonly status: number;
  /** `201 Created` */
  readonly statusLine: string;
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string };
  readonly text: string;
  /** Data where the response says that it is JSON, else text. */
  readonly body: Value;
}

/** A response with its body read. */
export function received(response: Response, { text }: ReadBody): Received {
  const { status, statusText, headers } = response;
  const isJson = /^[^;]*[/+]json\b/i.test(headers.get("content-type") ?? "");
  const data = isJson ? parseJson(text) : undefined;
  return {
    status,
    statusLine: `${status} ${statusText}`.trim(),
    headers: Object.fromEntries(headers),
    text,
    body: data === undefined ? text : data,
  };
}
