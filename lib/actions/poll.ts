/** How long a wait may take. */
export interface Limits {
  /** In milliseconds; 0 is without end, as with Playwright. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** Between two looks, in milliseconds. */
const PAUSE_MS = 100;

/** Looks again and again until a look is good enough or the time is over; gives the last look. Rejects when the signal aborts. */
export async function poll<T>(look: () => Promise<T>, isEnough: (seen: T) => boolean, limits: Limits): Promise<T> {
  const endMs = limits.timeout === 0 ? Infinity : performance.now() + limits.timeout;
  while (true) {
    limits.signal.throwIfAborted();
    const seen = await look();
    const leftMs = endMs - performance.now();
    if (isEnough(seen) || leftMs <= 0) return seen;
    await pause(Math.min(PAUSE_MS, leftMs), limits.signal);
  }
}

/** Waits; rejects when the signal aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = () => reject(signal.reason);
  const timer = setTimeout(resolve, ms);
  signal.addEventListener("abort", stop);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

/** What a promise gives, `null` when the time is over before; rejects when it does, or when the signal aborts. */
export async function settled<T>(promise: Promise<T>, { timeout, signal }: Limits): Promise<T | null> {
  const controller = new AbortController();
  // A timer takes no more than these 24 days.
  const late = pause(timeout === 0 ? 2 ** 31 - 1 : timeout, AbortSignal.any([signal, controller.signal])).then(() =>
    null
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    late.catch(() => {});
    controller.abort();
  }
}
