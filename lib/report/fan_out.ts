import type { Reporter, RunEvent } from "../run/event.ts";

/** A reporter with the name that a warning about it shows. */
export interface NamedReporter {
  readonly name: string;
  readonly report: Reporter;
  /** What it writes into, absolute; none where it writes to a stream. */
  readonly file?: string;
}

/**
 * One reporter for several. Events reach each in order, one at a time, also when they are reported at once; a reporter
 * that throws gets no more events, and `onError` is told once.
 */
export function fanOut(
  reporters: readonly NamedReporter[],
  onError: (name: string, error: unknown) => void,
): (event: RunEvent) => Promise<void> {
  const active = new Set(reporters);
  let last: Promise<void> = Promise.resolve();
  return (event) => last = last.then(() => deliver(event));

  async function deliver(event: RunEvent): Promise<void> {
    for (const reporter of active) {
      try {
        await reporter.report(event);
      } catch (error) {
        active.delete(reporter);
        onError(reporter.name, error);
      }
    }
  }
}
