import { EXIT_CODES } from "../exit_code.ts";
import type { EndSignal, Host } from "../host.ts";
import { type Stop, STOP_CLOCK } from "../run/stop.ts";

/**
 * Starts the clock of `stop` at the first SIGINT or SIGTERM. A second one ends the process at once, and so does the clock
 * when a run has not ended by then.
 */
export function stopOnSignals(host: Host, stop: Stop): Disposable {
  const listeners = new DisposableStack();
  const listen = (signal: EndSignal, reason: "interrupted" | "terminated") =>
    listeners.use(host.onSignal(signal, () => {
      const { code } = EXIT_CODES[reason];
      if (stop.reason !== null) host.exit(code);
      stop.interrupt(reason);
      const end = setTimeout(() => host.exit(code), STOP_CLOCK.end);
      listeners.defer(() => clearTimeout(end));
    }));
  listen("SIGINT", "interrupted");
  listen("SIGTERM", "terminated");
  return listeners;
}
