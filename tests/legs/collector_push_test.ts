import { main } from "../../main.ts";
import { assertEquals } from "../assert.ts";
import { fakeHost, inFolder } from "../fake_host.ts";
import { assertSpansOf } from "../telemetry/expected_telemetry.ts";
import { runOnSite } from "../telemetry/site_run.ts";
import { type Collector, startCollector } from "./collector.ts";

/** Needs the real collector in OTELCOL. */
const PROTOCOLS = ["http/protobuf", "http/json", "grpc"];

const FLOW = `flow: Guest looks around
steps:
  - goto: /
  - group: {name: Look, steps: [{expect: {role: link, name: Cart}}]}
  - expect: {role: heading, name: Nothing of this name}
    timeout: 100ms
`;

function environment(collector: Collector, protocol: string) {
  return {
    OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
    OTEL_EXPORTER_OTLP_ENDPOINT: protocol === "grpc" ? collector.grpcUrl : collector.httpUrl,
  };
}

async function telemetry(args: readonly string[], env: Readonly<Record<string, string>>, cwd = "/nowhere") {
  const host = fakeHost({ args: [...args], env, cwd });
  return { code: await main(host), ...host.written };
}

for (const protocol of PROTOCOLS) {
  Deno.test(`telemetry test and doctor get an answer of a collector over ${protocol}`, async () => {
    await using collector = await startCollector();
    const tested = await telemetry(["telemetry", "test"], environment(collector, protocol));
    assertEquals([tested.code, tested.stderr], [0, ""]);
    assertEquals([collector.spans().length, collector.points().length], [2, 1]);
    const env = { ...environment(collector, protocol), PATH: "/nowhere", HOME: "/nowhere" };
    const { stdout } = await telemetry(["doctor", "--json", "--otel", "--browser-path", "none"], env);
    const { checks } = JSON.parse(stdout);
    const answers = checks.filter((check: { readonly name: string }) => check.name === "telemetry");
    assertEquals(answers.map((check: { readonly state: string }) => check.state), ["ok", "ok"], stdout);
  });

  Deno.test(`telemetry push brings a run without a collector to one later, over ${protocol}`, async () => {
    const nowhere = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9", QA_RIG_OTEL_SHUTDOWN_TIMEOUT: "100ms" };
    const { report } = await runOnSite({ "a.flow.yaml": FLOW }, { args: ["--otel"], env: nowhere });
    assertEquals(report.telemetry.delivered, false);
    await using collector = await startCollector();
    await inFolder({ "qa-rig-report/report.json": JSON.stringify(report) }, async (cwd) => {
      const { code, stderr } = await telemetry(["telemetry", "push"], environment(collector, protocol), cwd);
      assertEquals([code, stderr], [0, ""]);
    });
    assertEquals(collector.spans().length, 5);
    assertSpansOf(report, collector.spans());
  });
}
