import { assertEquals, assertLess, assertMatch } from "../assert.ts";
import { COLLECTOR_FAULTS } from "../telemetry/faulty_collector.ts";
import { runOnSite, untilStep } from "../telemetry/site_run.ts";

/** From the report with every result to the end of the process, with the default deadline of the flush. */
const MOST_MS = 3_500;
/** From a signal to the end of the process. */
const MOST_AFTER_SIGNAL_MS = 7_000;

const FLOWS = {
  "a.flow.yaml": "flow: Guest opens the shop\nsteps:\n  - goto: /\n",
  "b.flow.yaml": "flow: Guest opens the cart\nsteps:\n  - goto: /cart\n",
};
const LONG_FLOW = {
  "long.flow.yaml": "flow: Waits too long\nsteps:\n  - wait_for: {duration: 60s}\n    timeout: 90s\n",
};

for (const protocol of ["http/protobuf", "http/json", "grpc"]) {
  for (const [fault, start] of Object.entries(COLLECTOR_FAULTS)) {
    Deno.test(`a run ends within 3.5 s of its report when the collector ${fault}, with ${protocol}`, async () => {
      await using collector = start();
      const run = await runOnSite(FLOWS, { args: ["--otel"], env: variablesFor(protocol, collector.url) });
      assertEquals([run.code, run.report.status, run.report.telemetry.delivered], [0, "passed", false]);
      assertEquals(run.report.telemetry.spans, { recorded: 4, accepted: 0, rejected: 0, lost: 4 });
      assertMatch(
        run.stderr,
        /^warning: Cannot deliver telemetry to .*lost 4 of 4 spans, lost 2 of 2 data points.*\n$/,
      );
      assertLess(run.lastMs, MOST_MS);
    });
  }

  Deno.test(`an interrupted run ends in time when the collector is silent, with ${protocol}`, async () => {
    await using collector = COLLECTOR_FAULTS["is silent"]();
    let signalledMs = 0;
    const run = await runOnSite(LONG_FLOW, {
      args: ["--otel"],
      env: variablesFor(protocol, collector.url),
      async meanwhile(child, place) {
        await untilStep("wait_for", place);
        signalledMs = Date.now();
        child.kill("SIGTERM");
      },
    });
    assertEquals([run.code, run.report.status], [143, "interrupted"]);
    assertLess(Date.now() - signalledMs, MOST_AFTER_SIGNAL_MS);
  });
}

function variablesFor(protocol: string, url: string): Readonly<Record<string, string>> {
  return { OTEL_EXPORTER_OTLP_PROTOCOL: protocol, OTEL_EXPORTER_OTLP_ENDPOINT: url };
}
