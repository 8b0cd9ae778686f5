import { collectorWords } from "./collector_words.ts";
import type { Exported } from "./exported.ts";
import { type AnswerBody, readAnswer } from "./read_answer.ts";

/** What a collector says of telemetry that it answered without error. */
export interface PartialSuccess {
  /** At most as many as were sent. */
  readonly rejected: number;
  /** The collector's own words, or what makes no sense in its answer; for people. */
  readonly remark: string | null;
}

/** What is known of the request that was answered. */
export interface AnsweredRequest {
  readonly sent: number;
  readonly field: Exported<never>["rejectedField"];
  /** Reads the binary form of an answer; throws when it is none. */
  readonly read: (body: Uint8Array) => unknown;
  /** Texts that the collector may repeat and that must not be shown. */
  readonly confidential: readonly string[];
}

/**
 * Reads the answer to an export, `null` when it is none of OTLP; a count that makes no sense becomes one that does, with a
 * remark.
 */
export function readPartialSuccess(
  answer: AnswerBody,
  { sent, field, read, confidential }: AnsweredRequest,
): PartialSuccess | null {
  const partial = partialOf(readAnswer(answer, read));
  if (partial === null) return null;
  const written = partial[field] ?? 0;
  const count = wholeNumber(written);
  const remarks: string[] = [];
  if (count === null || count > sent) {
    const found = collectorWords(JSON.stringify(written) ?? typeof written, confidential, 40);
    remarks.push(`the answer has ${found} as "${field}", expected a whole number from 0 to ${sent}`);
  }
  const words = typeof partial.errorMessage === "string" ? collectorWords(partial.errorMessage, confidential) : "";
  if (words !== "") remarks.push(`the collector says "${words}"`);
  return { rejected: Math.min(count ?? 0, sent), remark: remarks.join(", ") || null };
}

type Fields = { readonly [name: string]: unknown };

/** `null` where the answer is none of OTLP; without the field all was accepted. */
function partialOf(response: unknown): Fields | null {
  if (!isRecord(response)) return null;
  const partial = response.partialSuccess ?? {};
  return isRecord(partial) ? partial : null;
}

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An int64 of OTLP: in JSON a number or a text of digits. */
function wholeNumber(value: unknown): number | null {
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= 0 ? number : null;
}
