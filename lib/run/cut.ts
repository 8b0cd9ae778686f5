import type { ErrorClass } from "../actions/action_error.ts";

/** Why running work is cut short. */
export type CutKind =
  | "step_deadline"
  | "flow_deadline"
  | "run_deadline"
  | "interrupted"
  | "browser_lost"
  | "page_crashed";

/** The reason of every `AbortSignal` that the runner hands out. */
export class Cut extends Error {
  override readonly name = "Cut";
  constructor(readonly kind: CutKind, message: string) {
    super(message);
  }

  get errorClass(): ErrorClass {
    return this.kind === "browser_lost" || this.kind === "page_crashed" ? "browser" : "timeout";
  }
}

/** The reason why a signal is aborted; `null` when it is not. */
export function cutOf(signal: AbortSignal): Cut | null {
  if (!signal.aborted) return null;
  return signal.reason instanceof Cut ? signal.reason : new Cut("interrupted", "Run stopped");
}

/** Work that went on after its signal was aborted; whether the page is dead, `isHung()` asks the page itself. */
export class HungError extends Error {
  override readonly name = "HungError";
}

/** How long work may take to end by itself after its signal, in milliseconds. */
const GRACE_MS = 250;

/**
 * Waits for work that was given `signal`. When the signal is aborted and the work does not end by itself soon after, it
 * is left behind with a `HungError`: Playwright's own timeouts are hints that a busy page can ignore. `slowMoMs` is how
 * long each of its answers is held back on purpose.
 */
export async function raceCut<T>(work: Promise<T>, signal: AbortSignal, slowMoMs = 0): Promise<T> {
  const left = Promise.withResolvers<never>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const leave = () => {
    const late = () => left.reject(new HungError("The work did not end after its deadline"));
    timer = setTimeout(late, GRACE_MS + slowMoMs);
  };
  if (signal.aborted) leave();
  else signal.addEventListener("abort", leave, { once: true });
  try {
    return await Promise.race([work, left.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", leave);
    // What was left behind may still reject: nobody is waiting for it any more.
    work.catch(() => {});
  }
}

/** A signal that is aborted with a `Cut` after some time; disposing it stops the clock. */
export function deadline(ms: number, cut: Cut): { readonly signal: AbortSignal } & Disposable {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(cut), ms);
  return { signal: controller.signal, [Symbol.dispose]: () => clearTimeout(timer) };
}

/** Gives the work's result, or rejects with `late` after some time, whatever the work does. */
export async function within<T>(ms: number, work: Promise<T>, late: Error): Promise<T> {
  using limit = deadline(ms, new Cut("step_deadline", late.message));
  const left = Promise.withResolvers<never>();
  limit.signal.addEventListener("abort", () => left.reject(late), { once: true });
  work.catch(() => {});
  return await Promise.race([work, left.promise]);
}
