import { diag } from "@opentelemetry/api";
import type { Exported, Serializer } from "./exported.ts";
import { readPartialSuccess } from "./partial_success.ts";
import type { Delivered, Sender } from "./sender.ts";
import type { Answer, Transport } from "./transport.ts";

/** How a sender sends. */
export interface SenderParts<Items> {
  readonly exported: Exported<Items>;
  readonly serializer: Serializer<Items>;
  readonly transport: Transport;
  /** For one export with its tries, in milliseconds. */
  readonly timeoutMs: number;
  /** Texts that must not be shown, because a collector may repeat what it got. */
  readonly confidential: readonly string[];
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5_000;
const MOST_TRIES = 6;

/** Sends over a transport and tries again when the collector may take it later, as the OTLP specification says. */
export class RetryingSender<Items> implements Sender<Items> {
  readonly #closed = new AbortController();
  #trouble: Error | null = null;

  constructor(private readonly parts: SenderParts<Items>) {}

  async send(items: Items): Promise<Delivered> {
    const { exported, serializer, confidential } = this.parts;
    const body = serializer.serializeRequest(items) ?? new Uint8Array();
    const answer = await this.#answerTo(new Uint8Array(body));
    this.#trouble = null;
    if (answer.status !== "accepted") return lost(answer.error);
    const partial = readPartialSuccess(answer, {
      read: (bytes) => serializer.deserializeResponse(bytes),
      field: exported.rejectedField,
      sent: exported.count(items),
      confidential,
    });
    // A login page, for example: whoever sent it has taken nothing.
    return partial === null ? lost(new Error("the answer is not OTLP")) : { status: "accepted", ...partial };
  }

  get trouble(): Error | null {
    return this.#trouble;
  }

  close(): void {
    this.#closed.abort(new Error("telemetry is closed"));
    this.parts.transport.close();
  }

  async #answerTo(body: Uint8Array<ArrayBuffer>): Promise<Answer> {
    const { signal } = this.#closed;
    const endMs = performance.now() + this.parts.timeoutMs;
    for (let tries = 1;; tries++) {
      const leftMs = endMs - performance.now();
      if (signal.aborted) return { status: "refused", error: new Error("Cannot send: telemetry is closed") };
      const answer = await this.parts.transport.send(body, { signal, timeoutMs: Math.max(1, Math.ceil(leftMs)) });
      if (answer.status !== "try_later" || tries === MOST_TRIES) return answer;
      const pauseMs = answer.afterMs ?? backoff(tries);
      if (pauseMs > endMs - performance.now()) return answer;
      this.#trouble = answer.error;
      diag.info(`Export failed, to be tried again in ${Math.round(pauseMs)} ms: ${answer.error.message}`);
      await pause(pauseMs, signal);
    }
  }
}

function lost(error: Error): Delivered {
  diag.info(`Export failed: ${error.message}`);
  return { status: "lost", error };
}

/** With jitter, so that many runs do not come back at the same moment. */
function backoff(tries: number): number {
  return Math.min(FIRST_PAUSE_MS * 1.5 ** (tries - 1), LONGEST_PAUSE_MS) * (0.8 + 0.4 * Math.random());
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener("abort", () => resolve(), { once: true });
  if (signal.aborted) resolve();
  await promise;
  clearTimeout(timer);
}
