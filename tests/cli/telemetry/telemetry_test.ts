import { main } from "../../../main.ts";
import type { RunResult } from "../../../lib/run/result.ts";
import { assert, assertEquals, assertMatch } from "../../assert.ts";
import { fakeHost, inFolder } from "../../fake_host.ts";
import { fakeCollector } from "../../telemetry/fake_collector.ts";
import { type ArrivedSpan, pointsOf, spansOf } from "../../telemetry/otlp_json.ts";
import { SHOP_FLOWS, SHOP_SECRET } from "../../telemetry/shop_flows.ts";
import { runOnSite } from "../../telemetry/site_run.ts";

const JSON_TO = (url: string) => ({ OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_EXPORTER_OTLP_PROTOCOL: "http/json" });

async function telemetry(args: readonly string[], env: Readonly<Record<string, string>>, cwd = "/nowhere") {
  const host = fakeHost({ args: ["telemetry", ...args], env, cwd });
  return { code: await main(host), ...host.written };
}

Deno.test("telemetry status names the variable of each setting and no credential", async () => {
  const { code, stdout } = await telemetry(["status", "--json"], {
    QA_RIG_OTEL_ENABLED: "yes",
    OTEL_EXPORTER_OTLP_ENDPOINT: "https://ada:pass-123@collector:4318/?key=pass-123",
    OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "grpc",
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=pass-123",
    OTEL_SERVICE_NAME: "shop",
  });
  assertEquals(code, 0);
  assert(!stdout.includes("pass-123"), stdout);
  const { enabled, settings } = JSON.parse(stdout);
  assertEquals(enabled, true);
  const rowOf = (name: string) => settings.find((row: { readonly name: string }) => row.name === name);
  assertEquals(rowOf("traces protocol"), {
    name: "traces protocol",
    value: "grpc",
    variable: "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
  });
  assertEquals(rowOf("metrics protocol").variable, null);
  assertEquals([rowOf("traces headers").value, rowOf("service name").value], ["authorization=***", "shop"]);
});

Deno.test("telemetry test sends one flow with one step and one data point, also while telemetry is off", async () => {
  await using collector = fakeCollector();
  const { code, stdout, stderr } = await telemetry(["test"], JSON_TO(collector.url));
  assertEquals([code, stderr], [0, ""]);
  const spans = collector.json("/v1/traces").flatMap(spansOf);
  assertEquals(spans.map(({ name }) => name).sort(), ["qa_rig.flow", "qa_rig.step"]);
  assertEquals(collector.json("/v1/metrics").flatMap(pointsOf).length, 1);
  assertEquals(
    stdout.replace(/after \d+ ms/, "after TIME").replace(collector.url, "COLLECTOR"),
    `trace        ${spans[0]?.traceId}
sent to      COLLECTOR/v1/traces by http/json
spans        2 of 2 accepted
data points  1 of 1 accepted
answered     after TIME
`,
  );
});

Deno.test("telemetry test ends with 5 when the collector refuses", async () => {
  await using collector = fakeCollector(() => new Response("no", { status: 403 }));
  const { code, stdout, stderr } = await telemetry(["test", "--json"], JSON_TO(collector.url));
  assertEquals([code, JSON.parse(stdout).receipt.spans.lost], [5, 2]);
  assertMatch(stderr, /^warning: Cannot deliver telemetry to ".*": lost 2 of 2 spans/);
});

/** What of a span the report knows, too; the resource says where it was sent from. */
function comparable(spans: readonly ArrivedSpan[]) {
  return spans.map(({ attributes, resource: _resource, ...span }) => {
    const { "test.suite.name": _suite, ...known } = attributes;
    return { ...span, attributes: known };
  }).sort((one, other) => one.spanId < other.spanId ? -1 : 1);
}

async function push(report: RunResult, url: string) {
  return await inFolder(
    { "report.json": JSON.stringify(report) },
    (cwd) => telemetry(["push", "report.json"], JSON_TO(url), cwd),
  );
}

Deno.test("telemetry push sends the spans that the run itself has sent, with the same ids", async () => {
  await using first = fakeCollector();
  const env = { QA_CARD: SHOP_SECRET, ...JSON_TO(first.url), QA_RIG_OTEL_ENABLED: "1" };
  const { report } = await runOnSite(SHOP_FLOWS, { args: ["--retries", "1"], env });
  await using second = fakeCollector();
  const { code, stdout, stderr } = await push(report, second.url);
  assertEquals([code, stderr], [0, 'warning: The run of "report.json" has delivered its spans already\n']);
  const [sent, pushed] = [first, second].map((to) => to.json("/v1/traces").flatMap(spansOf));
  assert((pushed?.length ?? 0) > 20);
  assertEquals(comparable(pushed ?? []), comparable(sent ?? []));
  for (const { trace_id: traceId, id } of report.flows) assert(stdout.includes(`${traceId}  ${id}`), stdout);
});

Deno.test("telemetry push gives new ids to a run without telemetry, says so and keeps the times", async () => {
  const { report } = await runOnSite({
    "a.flow.yaml": "flow: A\nsteps:\n  - goto: /\n  - group: {name: G, steps: [reload]}\n",
  });
  assertMatch(report.trace_id, /^0+$/);
  await using collector = fakeCollector();
  const { code, stderr } = await push(report, collector.url);
  assertEquals(code, 0);
  assertMatch(
    stderr,
    /^warning: Telemetry was off in the run of "report.json", so its ids are zeros: the spans have new/,
  );
  const bodies = collector.json("/v1/traces");
  const spans = bodies.flatMap(spansOf);
  assertEquals(spans.map(({ name }) => name).sort(), ["qa_rig.flow", "qa_rig.step", "qa_rig.step", "qa_rig.step"]);
  assertEquals(new Set(spans.map(({ traceId }) => traceId)).size, 1);
  const ids = new Set(spans.map(({ spanId }) => spanId));
  assertEquals(ids.size, 4);
  assertEquals(spans.filter(({ parentSpanId }) => !ids.has(parentSpanId)).map(({ name }) => name), ["qa_rig.flow"]);
  const started = `${Date.parse(report.flows[0]?.attempts[0]?.started_at ?? "")}000000`;
  assert(JSON.stringify(bodies).includes(`"startTimeUnixNano":"${started}"`), started);
});

Deno.test("telemetry push ends with 5 when the collector refuses, and reports what was lost", async () => {
  const { report } = await runOnSite({ "a.flow.yaml": "flow: A\nsteps:\n  - goto: /\n" });
  await using collector = fakeCollector(() => new Response("no", { status: 400 }));
  const { code, stdout } = await push(report, collector.url);
  assertEquals(code, 5);
  assertMatch(stdout, /spans {8}0 of 2 accepted, 2 lost/);
});
