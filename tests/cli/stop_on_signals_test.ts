import { assertEquals } from "../assert.ts";
import { fakeHost } from "../fake_host.ts";
import { stopOnSignals } from "../../lib/cli/stop_on_signals.ts";
import { Stop } from "../../lib/run/stop.ts";

/** A host whose signals are sent by the test, and whose exit is noted. */
function signalHost() {
  const handlers = new Map<string, () => void>();
  const exits: number[] = [];
  const host = fakeHost({
    overrides: {
      onSignal(signal, handler) {
        handlers.set(signal, handler);
        return { [Symbol.dispose]: () => void handlers.delete(signal) };
      },
      exit(code) {
        exits.push(code);
        throw new Error("exit");
      },
    },
  });
  const send = (signal: string) => {
    try {
      handlers.get(signal)?.();
    } catch {
      // The fake exit ends the handler as the real one ends the process.
    }
  };
  return { host, handlers, exits, send };
}

Deno.test("stopOnSignals() stops the run at the first signal and exits at the second", () => {
  const { host, exits, send } = signalHost();
  using stop = new Stop(() => 0);
  using _signals = stopOnSignals(host, stop);
  send("SIGTERM");
  assertEquals([stop.reason, stop.noMoreFlows, exits], ["terminated", true, []]);
  send("SIGINT");
  assertEquals([stop.reason, exits], ["terminated", [130]]);
});

Deno.test("stopOnSignals() lets go of the signals when the run has ended", () => {
  const { host, handlers } = signalHost();
  using stop = new Stop(() => 0);
  {
    using _signals = stopOnSignals(host, stop);
    assertEquals([...handlers.keys()], ["SIGINT", "SIGTERM"]);
  }
  assertEquals(handlers.size, 0);
});
