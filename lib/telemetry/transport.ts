import type { AnswerBody } from "./read_answer.ts";

/** What a collector answered to one request. */
export type Answer =
  | ({ readonly status: "accepted" } & AnswerBody)
  /** It will not be another one the next time. */
  | { readonly status: "refused"; readonly error: Error }
  /** `afterMs`: how long the collector asks to wait. */
  | { readonly status: "try_later"; readonly error: Error; readonly afterMs: number | null };

/** Carries serialized telemetry to a collector. */
export interface Transport {
  /** Sends once; never rejects. */
  send(body: Uint8Array<ArrayBuffer>, limits: SendLimits): Promise<Answer>;
  close(): void;
}

/** When one request has to end. */
export interface SendLimits {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}
