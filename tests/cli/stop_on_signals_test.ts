import { assertEquals } from "../assert.ts";
import { fakeHost } from "../fake_host.ts";
import { stopOnSignals } from "../../lib/cli/stop_on_signals.ts";
import { Stop } from "../../lib/run/stop.ts";

/** A host whose signals are sent by the test, and whose exit is noted. */
function signalHost() {
  const handlers = new Map<string, () => void>();
  const exits: number[] = [];
  const clock = { ms: 0 };
  const host = fakeHost({
    overrides: {
      monotonicMs: () => clock.ms,
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
  return { host, handlers, exits, send, clock };
}

/** A clock that stands until the test moves it, and what a run left behind. */
function surroundings() {
  const abandoned: string[] = [];
  return { abandoned, options: { abandon: () => void abandoned.push("all"), hangup: true } };
}

Deno.test("stopOnSignals() stops the run at the first signal, and at the second leaves nothing behind and exits", () => {
  const { host, exits, send, clock } = signalHost();
  const { abandoned, options } = surroundings();
  using stop = new Stop(() => 0);
  using _signals = stopOnSignals(host, stop, options);
  send("SIGTERM");
  assertEquals([stop.reason, stop.noMoreFlows, exits, abandoned], ["terminated", true, [], []]);
  clock.ms += 200;
  send("SIGINT");
  assertEquals([stop.reason, exits, abandoned], ["terminated", [130], ["all"]]);
});

Deno.test("stopOnSignals() takes a signal that comes twice at the same moment for one", () => {
  const { host, exits, send, clock } = signalHost();
  using stop = new Stop(() => 0);
  using _signals = stopOnSignals(host, stop, surroundings().options);
  send("SIGINT");
  clock.ms += 20;
  send("SIGINT");
  assertEquals([stop.reason, exits], ["interrupted", []]);
});

Deno.test("stopOnSignals() ends a run whose terminal was closed", () => {
  const { host, send } = signalHost();
  using stop = new Stop(() => 0);
  using _signals = stopOnSignals(host, stop, surroundings().options);
  send("SIGHUP");
  assertEquals(stop.reason, "terminated");
});

Deno.test("stopOnSignals() goes on when a terminal is closed that is none of its business", () => {
  const { host, send, handlers } = signalHost();
  using stop = new Stop(() => 0);
  using _signals = stopOnSignals(host, stop, { ...surroundings().options, hangup: false });
  send("SIGHUP");
  assertEquals([stop.reason, handlers.has("SIGHUP")], [null, true]);
});

Deno.test("stopOnSignals() lets go of the signals when the run has ended", () => {
  const { host, handlers } = signalHost();
  using stop = new Stop(() => 0);
  {
    using _signals = stopOnSignals(host, stop, surroundings().options);
    assertEquals([...handlers.keys()], ["SIGINT", "SIGTERM", "SIGHUP"]);
  }
  assertEquals(handlers.size, 0);
});
