import { assert, assertEquals, assertMatch, assertNotMatch } from "../assert.ts";
import { ATTRIBUTES } from "../../lib/telemetry/attributes.ts";
import type { RunResult } from "../../lib/run/result.ts";
import { assertPointsOf, assertSpansOf } from "../telemetry/expected_telemetry.ts";
import type { ArrivedSpan } from "../telemetry/otlp_json.ts";
import { SHOP_FLOWS, SHOP_SECRET } from "../telemetry/shop_flows.ts";
import { runOnSite, type SitePlace, type SiteRun, type SiteRunOptions, untilStep } from "../telemetry/site_run.ts";
import { type Collector, startCollector } from "./collector.ts";
import { processes } from "./processes.ts";

const PROTOCOLS = ["http/protobuf", "http/json", "grpc"];
const PARENT = { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7" };

/** GitLab's variables: with them every attribute that CI knows is there. */
const GITLAB = {
  GITLAB_CI: "true",
  CI_PIPELINE_NAME: "nightly",
  CI_PIPELINE_ID: "77",
  CI_PIPELINE_URL: "https://gitlab.example/acme/shop/-/pipelines/77",
  CI_JOB_NAME: "flows",
  CI_JOB_ID: "78",
  CI_JOB_URL: "https://gitlab.example/acme/shop/-/jobs/78",
  CI_PROJECT_NAMESPACE: "acme",
  CI_PROJECT_NAME: "shop",
  CI_PROJECT_URL: "https://gitlab.example/acme/shop",
  CI_COMMIT_REF_NAME: "teapots",
  CI_COMMIT_SHA: "0123456789abcdef0123456789abcdef01234567",
  CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main",
  CI_MERGE_REQUEST_IID: "9",
};

const ONE_FLOW = {
  "a.flow.yaml": "flow: Guest opens the cart\nsteps:\n  - goto: /\n  - click: {role: link, name: Cart}\n",
};

for (const protocol of PROTOCOLS) {
  Deno.test(`a run arrives at a collector whole and once, with ${protocol}`, async () => {
    await using collector = await startCollector();
    const run = await runInto(collector, protocol, { files: SHOP_FLOWS, env: { ...GITLAB, QA_CARD: SHOP_SECRET } });
    assertEquals(outcomes(run.report), ["failed", "flaky", "passed"], errorsOf(run.report));
    assertEquals([run.code, run.stderr], [1, ""]);
    assertSpansOf(run.report, collector.spans(), { suite: "Shop" });
    assertPointsOf(run.report, collector.points());
    assertEveryAttribute(collector);
    assertNotMatch(JSON.stringify([collector.spans(), collector.points()]), new RegExp(SHOP_SECRET));
    const sent = collector.spans().length;
    assertEquals(run.report.telemetry.spans, { recorded: sent, accepted: sent, rejected: 0, lost: 0 });
    assertEquals([run.report.telemetry.delivered, run.report.telemetry.protocol], [true, protocol]);
  });
}

Deno.test("two attempts of a flow are two traces, and the second links to the first", async () => {
  await using collector = await startCollector();
  const { report } = await runInto(collector, "grpc", { files: { "flaky.flow.yaml": SHOP_FLOWS["flaky.flow.yaml"] } });
  const [first, second, ...more] = collector.spans().filter(({ name }) => name === "qa_rig.flow");
  assert(first && second);
  assertEquals(more, []);
  assertEquals([first.links, second.links], [[], [{ traceId: first.traceId, spanId: first.spanId }]]);
  assert(first.traceId !== second.traceId);
  assertEquals([report.trace_id, report.flows[0]?.trace_id], [second.traceId, second.traceId]);
});

Deno.test("TRACEPARENT makes every attempt a child in its trace", async () => {
  await using collector = await startCollector();
  const { code, stderr, report } = await runInto(collector, "http/protobuf", {
    files: { ...ONE_FLOW, "flaky.flow.yaml": SHOP_FLOWS["flaky.flow.yaml"] },
    env: { TRACEPARENT: traceParent("01"), TRACESTATE: "vendor=1" },
  });
  assertEquals([code, stderr], [0, ""]);
  assertSpansOf(report, collector.spans(), { parent: PARENT.spanId });
  assertEquals(new Set(collector.spans().map(({ traceId }) => traceId)), new Set([PARENT.traceId]));
  assertEquals(new Set(collector.spans().map(({ traceState }) => traceState)), new Set(["vendor=1"]));
});

Deno.test("an unsampled TRACEPARENT sends no span, keeps the real ids and warns once", async () => {
  await using collector = await startCollector();
  const { code, stderr, report } = await runInto(collector, "grpc", {
    files: { ...ONE_FLOW, "flaky.flow.yaml": SHOP_FLOWS["flaky.flow.yaml"] },
    env: { TRACEPARENT: traceParent("00") },
    args: ["--require-telemetry"],
  });
  assertEquals(code, 0);
  assertMatch(stderr, /^warning: .*sampled out.*\n$/);
  assertEquals(collector.spans(), []);
  assertPointsOf(report, collector.points());
  assertEquals([report.trace_id, report.telemetry.trace_sampled], [PARENT.traceId, false]);
  assertMatch(report.flows[0]?.span_id ?? "", /[1-9a-f]/);
});

for (const garbage of ["hello", traceParent("01").replace("00-", "ff-"), `00-${"0".repeat(32)}-${PARENT.spanId}-01`]) {
  Deno.test(`TRACEPARENT "${garbage}" is warned about and ignored`, async () => {
    await using collector = await startCollector();
    const { code, stderr, report } = await runInto(collector, "http/json", {
      files: ONE_FLOW,
      env: { TRACEPARENT: garbage },
    });
    assertEquals(code, 0);
    assertMatch(stderr, /^warning: .*TRACEPARENT.*\n$/);
    assertSpansOf(report, collector.spans());
    assert(report.trace_id !== PARENT.traceId);
  });
}

Deno.test("--no-trace-parent ignores TRACEPARENT", async () => {
  await using collector = await startCollector();
  const { code, stderr, report } = await runInto(collector, "grpc", {
    files: ONE_FLOW,
    env: { TRACEPARENT: traceParent("01") },
    args: ["--no-trace-parent"],
  });
  assertEquals([code, stderr], [0, ""]);
  assertSpansOf(report, collector.spans());
  assert(report.trace_id !== PARENT.traceId);
});

for (const protocol of PROTOCOLS) {
  Deno.test(`OTEL_DENO=true changes nothing in our spans, with ${protocol}`, async () => {
    await using collector = await startCollector();
    const { code, report } = await runInto(collector, protocol, {
      files: { ...SHOP_FLOWS, "fails.flow.yaml": ONE_FLOW["a.flow.yaml"] },
      env: { OTEL_DENO: "true" },
    });
    assertEquals(code, 0, errorsOf(report));
    assertSpansOf(report, collector.spans().filter(isOurs), { suite: "Shop" });
    assertPointsOf(report, collector.points().filter(({ metric }) => metric.startsWith("qa_rig_")));
  });

  Deno.test(`an interrupted run arrives whole and once, with ${protocol}`, async () => {
    await using collector = await startCollector();
    const { code, report } = await runInto(collector, protocol, { files: LONG_FLOW, meanwhile: interrupt });
    assertEquals([code, outcomes(report)], [130, ["interrupted"]]);
    assertSpansOf(report, collector.spans());
    assertPointsOf(report, collector.points());
    const [inner] = collector.spans().filter(({ attributes }) => attributes["step.action"]?.value === "wait_for");
    assertEquals([inner?.status.code, inner?.attributes["error.type"]?.value], [2, "interrupted"]);
    assertEquals(report.telemetry.delivered, true);
  });
}

Deno.test("a run whose browser is killed arrives whole and once, and its second attempt links to the first", async () => {
  await using collector = await startCollector();
  const files = { "long.flow.yaml": LONG_FLOW["long.flow.yaml"].replace("60s", "2s") };
  const { code, report } = await runInto(collector, "http/protobuf", {
    files,
    args: ["--retries", "1"],
    meanwhile: killBrowser,
  });
  assertEquals([code, outcomes(report), report.flows[0]?.attempts[0]?.error?.class], [0, ["flaky"], "browser"]);
  assertSpansOf(report, collector.spans());
  assertPointsOf(report, collector.points());
  assertEquals(collector.spans().filter(({ links }) => links.length > 0).length, 1);
});

const LONG_FLOW = {
  "long.flow.yaml": `
flow: Waits too long
steps:
  - goto: /
  - group:
      name: Wait
      steps:
        - wait_for: {duration: 60s}
          timeout: 90s
  - goto: /cart
finally:
  - goto: /
`,
};

async function interrupt(child: Deno.ChildProcess, place: SitePlace): Promise<void> {
  await untilStep("wait_for", place);
  child.kill("SIGINT");
}

async function killBrowser(child: Deno.ChildProcess, place: SitePlace): Promise<void> {
  await untilStep("wait_for", place);
  const browsers = (await processes()).filter(({ parent, command }) =>
    parent === child.pid && command.includes("--user-data-dir=")
  );
  assertEquals(browsers.length, 1);
  for (const { pid } of browsers) Deno.kill(pid, "SIGKILL");
}

interface RunInto extends SiteRunOptions {
  readonly files: Readonly<Record<string, string>>;
}

function runInto(
  collector: Collector,
  protocol: string,
  { files, env, args = [], ...rest }: RunInto,
): Promise<SiteRun> {
  return runOnSite(files, {
    ...rest,
    args: ["--otel", ...args],
    env: {
      OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
      OTEL_EXPORTER_OTLP_ENDPOINT: protocol === "grpc" ? collector.grpcUrl : collector.httpUrl,
      ...env,
    },
  });
}

/** Every name of the table has arrived where it belongs, with its type; no other has. */
function assertEveryAttribute(collector: Collector): void {
  const flows = collector.spans().filter(({ name }) => name === "qa_rig.flow");
  const steps = collector.spans().filter(({ name }) => name === "qa_rig.step");
  assertEquals(typesOf(flows.map(({ attributes }) => attributes)), expectedTypes("flow"));
  assertEquals(typesOf(steps.map(({ attributes }) => attributes)), expectedTypes("step"));
  assertEquals(typesOf(collector.points().map(({ attributes }) => attributes)), expectedTypes("metric"));
  const ofResource = typesOf(collector.spans().map(({ resource }) => resource));
  assertEquals(without(ofResource, /^telemetry\.sdk\./), expectedTypes("resource"));
}

function typesOf(found: readonly ArrivedSpan["attributes"][]): Readonly<Record<string, string>> {
  return Object.fromEntries(found.flatMap((all) => Object.entries(all).map(([name, { type }]) => [name, type])));
}

function expectedTypes(on: "flow" | "step" | "metric" | "resource"): Readonly<Record<string, string>> {
  const entries = Object.entries(ATTRIBUTES).filter(([, entry]) => entry.on.some((kind) => kind === on));
  return Object.fromEntries(entries.map(([name, { type }]) => [name, type]));
}

function without(all: Readonly<Record<string, string>>, pattern: RegExp): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => !pattern.test(name)));
}

function traceParent(flags: string): string {
  return `00-${PARENT.traceId}-${PARENT.spanId}-${flags}`;
}

function isOurs({ name }: ArrivedSpan): boolean {
  return name.startsWith("qa_rig.");
}

function outcomes({ flows }: RunResult): readonly string[] {
  return flows.map(({ status }) => status).toSorted();
}

/** For whoever has to find out why a run did not end as it should. */
function errorsOf({ flows }: RunResult): string {
  return JSON.stringify(flows.flatMap(({ attempts }) => attempts.map(({ error }) => error)));
}
