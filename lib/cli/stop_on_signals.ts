import { EXIT_CODES } from "../exit_code.ts";
import type { EndSignal, Host } from "../host.ts";
import { type Stop, STOP_CLOCK } from "../run/stop.ts";

/** What the signals of a run do beside starting its clock. */
export interface SignalOptions {
  /** Leaves nothing behind, at once: the process exits then. */
  readonly abandon: () => void;
  /** Whether a closed terminal ends the run. */
  readonly hangup: boolean;
}

/** Programs that pass signals on to their children, such as `deno task`, send a second one with the terminal's own. */
const ECHO_MS = 100;

/**
 * Starts the clock of `stop` at the first signal. A second one ends the process at once, and so does the clock when a run
 * has not ended by then.
 */
export function stopOnSignals(host: Host, stop: Stop, { abandon, hangup }: SignalOptions): Disposable {
  const listeners = new DisposableStack();
  let firstMs = 0;
  const end = (reason: "interrupted" | "terminated") => {
    abandon();
    host.exit(EXIT_CODES[reason].code);
  };
  const listen = (signal: EndSignal, reason: "interrupted" | "terminated") =>
    listeners.use(host.onSignal(signal, () => {
      if (stop.reason !== null) return host.monotonicMs() - firstMs > ECHO_MS ? end(reason) : undefined;
      firstMs = host.monotonicMs();
      stop.interrupt(reason);
      const late = setTimeout(() => end(reason), STOP_CLOCK.end);
      listeners.defer(() => clearTimeout(late));
    }));
  listen("SIGINT", "interrupted");
  listen("SIGTERM", "terminated");
  if (hangup) listen("SIGHUP", "terminated");
  // The runtime catches SIGHUP as soon as anything is listened for, and ends the process where nobody wants it.
  else listeners.use(host.onSignal("SIGHUP", () => {}));
  return listeners;
}
