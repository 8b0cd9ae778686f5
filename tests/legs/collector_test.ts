import { assert, assertEquals } from "../assert.ts";
import { ATTRIBUTES, METRICS } from "../../lib/telemetry/attributes.ts";
import { openedTelemetry } from "../telemetry/opened_telemetry.ts";
import type { ArrivedSpan, TypedAttributes } from "../telemetry/otlp_json.ts";
import { sampleAttempt, type SampleIds } from "../telemetry/sample_run.ts";
import { type Collector, type CollectorTls, startCollector } from "./collector.ts";

const PROTOCOLS = ["http/protobuf", "http/json", "grpc"];
const CERTIFICATES = new URL("../telemetry/certificates/", import.meta.url).pathname;

/** GitHub's variables, so that every attribute of the resource that this service knows is there. */
const GITHUB = {
  GITHUB_ACTIONS: "true",
  GITHUB_WORKFLOW: "nightly",
  GITHUB_RUN_ID: "77",
  GITHUB_SERVER_URL: "https://github.example",
  GITHUB_REPOSITORY: "acme/shop",
  GITHUB_SHA: "0123456789abcdef0123456789abcdef01234567",
};

for (const protocol of PROTOCOLS) {
  Deno.test(`a collector gets every span and the metric whole, with ${protocol}`, async () => {
    await using collector = await startCollector();
    const { telemetry, warnings } = await openedTelemetry({ ...GITHUB, ...variablesFor(protocol, collector) });
    const first = await sampleAttempt(telemetry);
    const second = await sampleAttempt(telemetry, first.flow);
    const receipt = await telemetry.close(5_000);
    assertEquals([receipt.delivered, warnings], [true, []]);
    assertEquals(receipt.spans, { recorded: 8, accepted: 8, rejected: 0, lost: 0 });
    assertEquals(receipt.data_points, { recorded: 1, accepted: 1, rejected: 0, lost: 0 });
    checkAttempt(collector.spans(), first, []);
    checkAttempt(collector.spans(), second, [first.flow]);
    assertEquals(collector.spans().length, 8);
    checkMetric(collector);
  });

  Deno.test(`a collector with a private authority is checked with it, with ${protocol}`, async () => {
    const tls = { certificate: `${CERTIFICATES}server.pem`, key: `${CERTIFICATES}server.key` };
    assertEquals(await acceptedWith(protocol, tls, {}), 0);
    assertEquals(
      await acceptedWith(protocol, tls, { OTEL_EXPORTER_OTLP_CERTIFICATE: `${CERTIFICATES}authority.pem` }),
      4,
    );
  });

  Deno.test(`a collector that asks for a client certificate gets it, with ${protocol}`, async () => {
    const authority = `${CERTIFICATES}authority.pem`;
    const tls = {
      certificate: `${CERTIFICATES}server.pem`,
      key: `${CERTIFICATES}server.key`,
      clientAuthority: authority,
    };
    const trusting = { OTEL_EXPORTER_OTLP_CERTIFICATE: authority };
    assertEquals(await acceptedWith(protocol, tls, trusting), 0);
    const known = {
      ...trusting,
      OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: `${CERTIFICATES}client.pem`,
      OTEL_EXPORTER_OTLP_CLIENT_KEY: `${CERTIFICATES}client.key`,
    };
    assertEquals(await acceptedWith(protocol, tls, known), 4);
  });
}

for (const protocol of PROTOCOLS) {
  const tls = { certificate: `${CERTIFICATES}server.pem`, key: `${CERTIFICATES}server.key` };
  const trusting = { OTEL_EXPORTER_OTLP_CERTIFICATE: `${CERTIFICATES}authority.pem` };

  Deno.test(`a collector with TLS is reached by an address that its certificate names, and by no other, with ${protocol}`, async () => {
    await using known = await startCollector(tls);
    assertEquals(await acceptedAt(known, "127.0.0.1", { protocol, variables: trusting }), 4);
    await using unknown = await startCollector(tls, "[::1]");
    assertEquals(await acceptedAt(unknown, "[::1]", { protocol, variables: trusting }), 0);
  });

  Deno.test(`a collector on ::1 only is reached by address and as localhost, plain and with TLS, with ${protocol}`, async () => {
    await using plain = await startCollector(undefined, "[::1]");
    assertEquals(await acceptedAt(plain, "[::1]", { protocol }), 4);
    plain.clear();
    assertEquals(await acceptedAt(plain, "localhost", { protocol }), 4);
    // Over http with TLS the addresses are those that the system knows of the name.
    if (protocol !== "grpc") return;
    await using safe = await startCollector(tls, "[::1]");
    assertEquals(await acceptedAt(safe, "localhost", { protocol, variables: trusting }), 4);
  });
}

Deno.test("OTEL_EXPORTER_OTLP_INSECURE=true is plain in spite of https, with grpc", async () => {
  await using collector = await startCollector();
  const { telemetry } = await openedTelemetry({
    OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.grpcUrl.replace("http:", "https:"),
    OTEL_EXPORTER_OTLP_INSECURE: "true",
  });
  await sampleAttempt(telemetry);
  assertEquals((await telemetry.close(5_000)).delivered, true);
});

Deno.test("a collector gets gzip when OTEL_EXPORTER_OTLP_COMPRESSION says so, with grpc", async () => {
  await using collector = await startCollector();
  const { telemetry } = await openedTelemetry({
    ...variablesFor("grpc", collector),
    OTEL_EXPORTER_OTLP_COMPRESSION: "gzip",
  });
  await sampleAttempt(telemetry);
  assertEquals((await telemetry.close(5_000)).delivered, true);
  assertEquals(collector.spans().length, 4);
});

function variablesFor(protocol: string, collector: Collector): Readonly<Record<string, string>> {
  return {
    OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
    OTEL_EXPORTER_OTLP_ENDPOINT: protocol === "grpc" ? collector.grpcUrl : collector.httpUrl,
  };
}

interface Aim {
  readonly protocol: string;
  readonly variables?: Readonly<Record<string, string>>;
}

async function acceptedAt(collector: Collector, host: string, { protocol, variables = {} }: Aim): Promise<number> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: url = "", ...rest } = variablesFor(protocol, collector);
  const endpoint = url.replace("localhost", host);
  const { telemetry } = await openedTelemetry({ ...rest, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...variables });
  await sampleAttempt(telemetry);
  const receipt = await telemetry.close(5_000);
  assertEquals(collector.spans().length, receipt.spans.accepted);
  return receipt.spans.accepted;
}

async function acceptedWith(
  protocol: string,
  tls: CollectorTls,
  variables: Readonly<Record<string, string>>,
): Promise<number> {
  await using collector = await startCollector(tls);
  const { telemetry } = await openedTelemetry({ ...variablesFor(protocol, collector), ...variables });
  await sampleAttempt(telemetry);
  const receipt = await telemetry.close(2_000);
  assertEquals(collector.spans().length, receipt.spans.accepted);
  return receipt.spans.accepted;
}

function checkAttempt(spans: readonly ArrivedSpan[], ids: SampleIds, links: ArrivedSpan["links"]): void {
  const flow = spanOf(spans, ids.flow.spanId);
  const [group, inner, failed] = ids.steps.map((id) => spanOf(spans, id));
  assert(group && inner && failed);
  assertEquals([flow.name, flow.parentSpanId, flow.links], ["qa_rig.flow", "", links]);
  for (const [step, parent] of [[group, flow], [inner, group], [failed, flow]] as const) {
    assertEquals([step.name, step.parentSpanId, step.traceId], ["qa_rig.step", parent.spanId, ids.flow.traceId]);
  }
  for (const span of [flow, group, inner, failed]) assertEquals(span.kind, 1);
  for (const span of [group, inner]) assertEquals([span.status.code, span.events.length], [0, 0]);
  for (const span of [flow, failed]) checkFailure(span);
  checkAttributes(flow.attributes, "flow", []);
  checkAttributes(failed.attributes, "step", ["url.full"]);
  checkAttributes({ ...failed.attributes, ...inner.attributes }, "step", []);
  assertEquals(flow.resource["service.name"], { type: "string", value: "qa-rig" });
  assertEquals(flow.resource["vcs.repository.url.full"]?.value, "https://github.example/acme/shop");
  assertEquals(flow.resource["cicd.pipeline.run.url.full"]?.value, "https://github.example/acme/shop/actions/runs/77");
}

function checkFailure(span: ArrivedSpan): void {
  assertEquals(span.status, { code: 2, message: "Cannot click" });
  assertEquals(span.events.map(({ name }) => name), ["exception"]);
  assertEquals(span.events[0]?.attributes["exception.message"]?.value, "Cannot click");
  assertEquals(span.attributes["error.type"]?.value, "locator");
}

/** Every attribute of the table for this kind of span is there with its type, and no other. */
function checkAttributes(found: TypedAttributes, on: "flow" | "step" | "metric", absent: readonly string[]): void {
  const expected = Object.entries(ATTRIBUTES)
    .filter(([name, entry]) => entry.on.some((kind) => kind === on) && !absent.includes(name))
    .map(([name, { type }]) => [name, type]);
  const types = Object.entries(found).map(([name, { type }]) => [name, type]);
  assertEquals(Object.fromEntries(types), Object.fromEntries(expected));
}

function checkMetric(collector: Collector): void {
  const [point, ...others] = collector.points();
  assert(point);
  assertEquals(others, []);
  assertEquals([point.metric, point.unit, point.count, point.sum], ["qa_rig_flow_execution_seconds", "s", 2, 10.026]);
  assertEquals(point.boundaries, METRICS.qa_rig_flow_execution_seconds.boundaries);
  assertEquals(point.attributes["flow.passed"], { type: "boolean", value: false });
  checkAttributes(point.attributes, "metric", []);
}

function spanOf(spans: readonly ArrivedSpan[], id: string): ArrivedSpan {
  const found = spans.filter(({ spanId }) => spanId === id);
  assertEquals(found.length, 1);
  const [span] = found;
  assert(span);
  return span;
}
