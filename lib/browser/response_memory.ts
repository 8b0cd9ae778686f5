import type { BrowserContext, Response } from "playwright";
import type { Notify } from "./notice.ts";

/** Responses that are remembered at most, for the steps before this one and this one together. */
export const MOST_RESPONSES = 1_000;

/** The responses since the previous step began, so that a quick one is not gone before the step that waits for it. */
export class ResponseMemory {
  readonly #notify: Notify;
  #responses: Response[] = [];
  /** How many of them came before the current step. */
  #earlier = 0;
  readonly #waiting = new Set<(response: Response) => void>();

  constructor(context: BrowserContext, notify: Notify) {
    this.#notify = notify;
    context.on("response", (response) => this.#add(response));
  }

  /** A step begins: what came before the previous one is forgotten. */
  markStep(): void {
    this.#responses.splice(0, this.#earlier);
    this.#earlier = this.#responses.length;
  }

  /** The first remembered response that fits, else the next one; rejects with the signal's reason. */
  async waitFor(
    fits: (response: Response) => boolean | Promise<boolean>,
    signal?: AbortSignal,
  ): Promise<Response> {
    const queue = [...this.#responses];
    let arrived = Promise.withResolvers<void>();
    const listener = (response: Response) => {
      queue.push(response);
      arrived.resolve();
    };
    this.#waiting.add(listener);
    try {
      for (;;) {
        signal?.throwIfAborted();
        const response = queue.shift();
        if (response === undefined) {
          await unlessAborted(arrived.promise, signal);
          arrived = Promise.withResolvers();
        } else if (await fits(response)) return response;
      }
    } finally {
      this.#waiting.delete(listener);
    }
  }

  #add(response: Response): void {
    this.#responses.push(response);
    if (this.#responses.length > MOST_RESPONSES) {
      this.#responses.shift();
      this.#earlier = Math.max(0, this.#earlier - 1);
      this.#notify({
        type: "response",
        message: `More than ${MOST_RESPONSES} responses came during a step: the oldest are forgotten`,
      });
    }
    for (const listener of this.#waiting) listener(response);
  }
}

async function unlessAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return await work;
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
