import { assertEquals, assertLess, assertMatch } from "../assert.ts";
import type { RunResult } from "../../lib/run/result.ts";
import { EXIT_CODES } from "../../lib/exit_code.ts";
import { exportsTo } from "./exports_to.ts";
import { fakeCollector } from "./fake_collector.ts";
import { COLLECTOR_FAULTS, type FaultyCollector, rawServer } from "./faulty_collector.ts";
import { runOnSite, type SiteRun } from "./site_run.ts";

const FLUSH_MS = 300;
/** For writing the report and ending the process, on a machine that is busy with other things. */
const MARGIN_MS = 1_500;

const PASSING = { "a.flow.yaml": "flow: Guest opens the shop\nsteps:\n  - goto: /\n" };
const FAILING = { "a.flow.yaml": "flow: A row is missing\nsteps:\n  - goto: /\n  - assert: 1 == 2\n" };

for (const [fault, start] of Object.entries(COLLECTOR_FAULTS)) {
  Deno.test(`a collector that ${fault} costs a run its telemetry, little time and one warning`, async () => {
    await using collector = start();
    const run = await runInto(collector, PASSING);
    assertEquals([run.code, run.report.status, run.report.exit], [0, "passed", { code: 0, reasons: [] }]);
    assertMatch(run.stderr, /^warning: Cannot deliver telemetry to "http:.*": lost 2 of 2 spans, lost 1 of 1 .*\n$/);
    assertLess(run.lastMs, FLUSH_MS + MARGIN_MS);
    const { delivered, spans, data_points } = run.report.telemetry;
    assertEquals([delivered, spans.lost, data_points.lost], [false, 2, 1]);
  });
}

Deno.test("a collector that refuses leaves a failed run its exit code, also with --require-telemetry", async () => {
  await using collector = COLLECTOR_FAULTS.refuses();
  assertEquals((await runInto(collector, FAILING)).code, 1);
  const run = await runInto(collector, FAILING, ["--require-telemetry"]);
  assertEquals([run.code, run.report.exit], [1, { code: 1, reasons: ["failed", "telemetry_lost"] }]);
});

Deno.test("--require-telemetry makes a loss exit code 5", async () => {
  await using collector = COLLECTOR_FAULTS.refuses();
  const run = await runInto(collector, PASSING, ["--require-telemetry"]);
  assertEquals([run.code, run.report.exit], [5, { code: 5, reasons: ["telemetry_lost"] }]);
  assertMatch(run.stderr, /^warning: .*\n$/);
});

Deno.test("--require-telemetry makes a partial success exit code 5", async () => {
  await using collector = fakeCollector(({ path }) =>
    Response.json(path === "/v1/traces" ? { partialSuccess: { rejectedSpans: "1", errorMessage: "full" } } : {})
  );
  const { code, report, stderr } = await runInto(collector, PASSING, ["--require-telemetry"]);
  assertEquals([code, report.telemetry.delivered], [5, false]);
  assertEquals(report.telemetry.spans, { recorded: 2, accepted: 1, rejected: 1, lost: 0 });
  assertMatch(stderr, /^warning: .*1 of 2 spans were rejected \(the collector says "full"\)\n$/);
});

for (const protocol of ["http/protobuf", "http/json"]) {
  Deno.test(`--require-telemetry takes no login page for a collector, with ${protocol}`, async () => {
    await using collector = fakeCollector(() =>
      new Response("<html>login</html>", { headers: { "content-type": "text/html" } })
    );
    const { code, report, stderr } = await runOnSite(PASSING, {
      args: ["--otel", "--require-telemetry"],
      env: { ...variablesFor(collector), OTEL_EXPORTER_OTLP_PROTOCOL: protocol },
    });
    assertEquals([code, report.exit.reasons, report.telemetry.spans.lost], [5, ["telemetry_lost"], 2]);
    assertMatch(stderr, /^warning: .*lost 2 of 2 spans, lost 1 of 1 data points \(the answer is not OTLP\)\n$/);
  });
}

Deno.test("the report holds every result before telemetry is flushed", async () => {
  const seen: RunResult[] = [];
  let folder = "";
  await using collector = fakeCollector(async ({ path }) => {
    if (path === "/v1/metrics") seen.push(JSON.parse(await Deno.readTextFile(`${folder}/qa-rig-report/report.json`)));
    return Response.json({});
  });
  const { code, report } = await runOnSite(PASSING, {
    args: ["--otel"],
    env: variablesFor(collector),
    meanwhile: (_child, place) => Promise.resolve(void (folder = place.folder)),
  });
  assertEquals([code, report.telemetry.delivered], [0, true]);
  assertEquals(seen.map(({ telemetry }) => telemetry.delivered), [null]);
  const { telemetry: _receipt, ...known } = report;
  assertEquals(seen.map(({ telemetry: _unknown, ...rest }) => rest), [known]);
});

function runInto(
  collector: FaultyCollector,
  files: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<SiteRun> {
  return runOnSite(files, { args: ["--otel", ...args], env: variablesFor(collector) });
}

function variablesFor({ url }: FaultyCollector): Readonly<Record<string, string>> {
  return {
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    QA_RIG_OTEL_SHUTDOWN_TIMEOUT: `${FLUSH_MS}ms`,
  };
}

Deno.test("exports that fail at once, four at a time, end with their own exit code each time", async () => {
  using closing = rawServer((connection) => connection.close());
  const endpoints = Array.from({ length: 12 }, (_, index) => index % 2 ? closing.url : "http://collector.invalid:4318");
  const codes = await exportsTo(endpoints, { QA_RIG_OTEL_SHUTDOWN_TIMEOUT: "200ms" });
  assertEquals(codes, endpoints.map(() => EXIT_CODES.telemetry_lost.code));
});

for (const [times, said] of [[1, "A signal"], [2, "A second signal"]] as const) {
  Deno.test(`${said} during a flush that hangs ends the run at once, and the report knows its exit code`, async () => {
    await using collector = COLLECTOR_FAULTS["is silent"]();
    const run = await runOnSite(PASSING, {
      args: ["--otel"],
      env: { ...variablesFor(collector), QA_RIG_OTEL_SHUTDOWN_TIMEOUT: "1m" },
      meanwhile: async (child, { folder }) => {
        await untilRunEnded(folder);
        for (let sent = 0; sent < times; sent++) {
          if (sent > 0) await new Promise((resolve) => setTimeout(resolve, 150));
          try {
            child.kill("SIGINT");
          } catch {
            // It has ended.
          }
        }
      },
    });
    assertEquals([run.code, run.report.exit], [130, { code: 130, reasons: ["interrupted"] }]);
    assertLess(run.lastMs, MARGIN_MS);
    assertMatch(run.stderr, /^warning: Cannot deliver telemetry .* \(not accepted before the signal\)\n$/);
  });
}

async function untilRunEnded(folder: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const events = await Deno.readTextFile(`${folder}/qa-rig-report/events.jsonl`).catch(() => "");
    if (events.includes('"type":"run_ended"')) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("Cannot wait for the end of the flows: it has not come after 30 s");
}
