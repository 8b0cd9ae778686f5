import { assert, assertEquals, assertNotEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import { METRICS } from "../../lib/telemetry/attributes.ts";
import type { Span } from "../../lib/telemetry/telemetry.ts";
import { type FakeCollector, fakeCollector } from "./fake_collector.ts";
import { openedTelemetry } from "./opened_telemetry.ts";
import { pointsOf, spansOf } from "./otlp_json.ts";
import { hexAt, messagesAt, readMessage, textAt } from "./protobuf_reader.ts";
import { sampleAttempt } from "./sample_run.ts";

const TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN_ID = "00f067aa0ba902b7";
const DEADLINE_MS = 5_000;

Deno.test("flow() is one span with a span for each step below it, in a trace of its own", async () => {
  await using collector = fakeCollector();
  const { telemetry } = await openJson(collector);
  const first = await sampleAttempt(telemetry);
  const second = await sampleAttempt(telemetry);
  await telemetry.close(DEADLINE_MS);
  const spans = collector.json("/v1/traces").flatMap(spansOf);
  assertEquals(spans.length, 8);
  assertNotEquals(first.flow.traceId, second.flow.traceId);
  const [group, inner, failed] = first.steps;
  const parents = Object.fromEntries(spans.map(({ spanId, parentSpanId }) => [spanId, parentSpanId]));
  assertEquals(parents[first.flow.spanId], "");
  assertEquals([parents[group ?? ""], parents[inner ?? ""]], [first.flow.spanId, group]);
  assertEquals(parents[failed ?? ""], first.flow.spanId);
});

Deno.test("flow() links to the earlier attempt, and to none without ids", async () => {
  await using collector = fakeCollector();
  const { telemetry } = await openJson(collector);
  const first = await sampleAttempt(telemetry);
  await sampleAttempt(telemetry, first.flow);
  await sampleAttempt(telemetry, { traceId: "0".repeat(32), spanId: "0".repeat(16) });
  await telemetry.close(DEADLINE_MS);
  const flows = collector.json("/v1/traces").flatMap(spansOf).filter(({ name }) => name === "qa_rig.flow");
  assertEquals(flows.map(({ links }) => links), [[], [first.flow], []]);
});

Deno.test("flow() is a child of the span in TRACEPARENT, with its state", async () => {
  await using collector = fakeCollector();
  const { telemetry } = await openJson(collector, {
    TRACEPARENT: `00-${TRACE_ID}-${SPAN_ID}-01`,
    TRACESTATE: "vendor=1",
  });
  const { flow } = await sampleAttempt(telemetry);
  await telemetry.close(DEADLINE_MS);
  assertEquals(flow.traceId, TRACE_ID);
  const span = collector.json("/v1/traces").flatMap(spansOf).find(({ name }) => name === "qa_rig.flow");
  assertEquals([span?.parentSpanId, span?.traceState], [SPAN_ID, "vendor=1"]);
});

Deno.test("telemetry with an unsampled TRACEPARENT keeps the ids, sends no span and warns once", async () => {
  await using collector = fakeCollector();
  const { telemetry, warnings } = await openJson(collector, { TRACEPARENT: `00-${TRACE_ID}-${SPAN_ID}-00` });
  const { flow } = await sampleAttempt(telemetry);
  await sampleAttempt(telemetry);
  const receipt = await telemetry.close(DEADLINE_MS);
  assertEquals(flow.traceId, TRACE_ID);
  assertNotEquals(flow.spanId, SPAN_ID);
  assertEquals([receipt.trace_sampled, receipt.delivered, receipt.spans.recorded], [false, true, 0]);
  assertEquals(collector.json("/v1/traces"), []);
  assertEquals(collector.json("/v1/metrics").length, 1);
  assertEquals(warnings, ["Telemetry has no spans of this run: the trace is sampled out, its ids are real"]);
});

Deno.test("telemetry without TRACEPARENT follows OTEL_TRACES_SAMPLER", async () => {
  await using collector = fakeCollector();
  const { telemetry } = await openJson(collector, { OTEL_TRACES_SAMPLER: "always_off" });
  const { flow } = await sampleAttempt(telemetry);
  assertEquals((await telemetry.close(DEADLINE_MS)).trace_sampled, false);
  assertNotEquals(flow.traceId, "0".repeat(32));
});

Deno.test("traceParent continues at the span, with its sampling", async () => {
  const seen = async (variables: Readonly<Record<string, string>>) => {
    await using collector = fakeCollector();
    const { telemetry } = await openJson(collector, variables);
    const parents = await telemetry.flow({}, null, async (flow) => [
      [flow.traceParent, `00-${flow.traceId}-${flow.spanId}-`],
      await flow.child(
        "qa_rig.step",
        {},
        (step) => Promise.resolve([step.traceParent, `00-${flow.traceId}-${step.spanId}-`]),
      ),
    ]);
    await telemetry.close(DEADLINE_MS);
    return parents;
  };
  for (const [found, expected] of await seen({})) assertEquals(found, `${expected}01`);
  for (const [found, expected] of await seen({ OTEL_TRACES_SAMPLER: "always_off" })) {
    assertEquals(found, `${expected}00`);
  }
});

Deno.test("fail() sets the status and one exception, and the first failure stands", async () => {
  const step = await stepAfter((span) => {
    span.fail({ type: "assertion", message: "first" });
    span.fail({ type: "timeout", message: "second" });
    return Promise.resolve();
  });
  assertEquals(step.status, { code: 2, message: "first" });
  assertEquals(step.events.map(({ name, attributes }) => [name, attributes["exception.message"]?.value]), [
    ["exception", "first"],
  ]);
  assertEquals([step.attributes["error.type"]?.value, step.attributes["step.error"]?.value], ["assertion", "first"]);
  assertEquals(step.attributes["step.passed"], { type: "boolean", value: false });
});

Deno.test("child() ends the span when its body throws, without what the error says, and rethrows", async () => {
  const step = await stepAfter((span) =>
    assertRejects(
      () => span.child("qa_rig.step", { "step.name": "inner" }, () => Promise.reject(new TypeError("hunter2"))),
      TypeError,
      "hunter2",
    ), "inner");
  assertEquals(step.status, { code: 2, message: "Ended by a fault of the tool: TypeError" });
  assertEquals([step.events.length, step.attributes["error.type"]?.value], [1, "internal"]);
});

Deno.test("child() keeps the failure that was recorded before its body threw", async () => {
  const step = await stepAfter(
    (span) =>
      assertRejects(() =>
        span.child("qa_rig.step", { "step.name": "inner" }, (inner) => {
          inner.fail({ type: "timeout", message: "too slow" });
          return Promise.reject(new Error("other"));
        })
      ),
    "inner",
  );
  assertEquals([step.status.message, step.events.length], ["too slow", 1]);
});

Deno.test("set() makes whole what the table calls an int", async () => {
  const step = await stepAfter((span) => {
    span.set({ "step.duration_ms": 12.6 });
    return Promise.resolve();
  });
  assertEquals(step.attributes["step.duration_ms"], { type: "int", value: 13 });
});

Deno.test("close() ends the spans that are still open, children first, and says that they were interrupted", async () => {
  await using collector = fakeCollector();
  const { telemetry } = await openJson(collector);
  const { promise: body, resolve: end } = Promise.withResolvers<void>();
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
  const running = telemetry.flow(
    { "flow.run_id": "1" },
    null,
    (flow) =>
      flow.child("qa_rig.step", { "step.name": "slow" }, (step) => {
        step.fail({ type: "interrupted", message: "Run interrupted" });
        reach();
        return body;
      }),
  );
  await reached;
  const receipt = await telemetry.close(DEADLINE_MS);
  end();
  await running;
  assertEquals([receipt.delivered, receipt.spans.accepted], [true, 2]);
  const spans = collector.json("/v1/traces").flatMap(spansOf);
  assertEquals(spans.map(({ name, status }) => [name, status.code, status.message]), [
    ["qa_rig.step", 2, "Run interrupted"],
    ["qa_rig.flow", 2, "Interrupted before it had ended"],
  ]);
  assertEquals(spans.map(({ attributes }) => attributes["error.type"]?.value), ["interrupted", "interrupted"]);
  assertEquals(spans[0]?.attributes["step.passed"]?.value, false);
  assertEquals(spans[1]?.attributes["flow.passed"]?.value, false);
});

Deno.test("close() sends everything once, however often it is called", async () => {
  await using collector = fakeCollector();
  const { telemetry } = await openJson(collector, { OTEL_BSP_MAX_EXPORT_BATCH_SIZE: "2" });
  for (let attempt = 0; attempt < 5; attempt++) await sampleAttempt(telemetry);
  const [one, two] = await Promise.all([telemetry.close(DEADLINE_MS), telemetry.close(DEADLINE_MS)]);
  assertEquals(await telemetry.close(DEADLINE_MS), one);
  assertEquals(one, two);
  assertEquals(one.spans, { recorded: 20, accepted: 20, rejected: 0, lost: 0 });
  const ids = collector.json("/v1/traces").flatMap(spansOf).map(({ spanId }) => spanId);
  assertEquals([ids.length, new Set(ids).size], [20, 20]);
  assertEquals(collector.json("/v1/metrics").length, 1);
});

Deno.test("receipt() does not know whether anything was delivered before close()", async () => {
  await using collector = fakeCollector();
  const { telemetry } = await openJson(collector);
  await sampleAttempt(telemetry);
  const { delivered, flush_ms, spans, data_points, protocol, endpoint, trace_sampled } = telemetry.receipt();
  assertEquals([delivered, flush_ms, spans.recorded, data_points.recorded], [null, null, 4, 1]);
  assertEquals([protocol, endpoint, trace_sampled], ["http/json", `${collector.url}/v1/traces`, true]);
  await telemetry.close(DEADLINE_MS);
  assertEquals(telemetry.receipt().delivered, true);
});

Deno.test("record() keeps one data point for each set of attributes, in the boundaries of the table", async () => {
  await using collector = fakeCollector();
  const { telemetry } = await openJson(collector);
  const record = (seconds: number, passed: boolean) =>
    telemetry.record("qa_rig_flow_execution_seconds", seconds, { "flow.passed": passed, "test.case.name": "a" });
  record(1, true);
  record(2, true);
  record(3, false);
  const receipt = await telemetry.close(DEADLINE_MS);
  assertEquals(receipt.data_points, { recorded: 2, accepted: 2, rejected: 0, lost: 0 });
  const points = collector.json("/v1/metrics").flatMap(pointsOf);
  assertEquals(points.map(({ count, sum, attributes }) => [count, sum, attributes["flow.passed"]]), [
    [2, 3, { type: "boolean", value: true }],
    [1, 3, { type: "boolean", value: false }],
  ]);
  const [point] = points;
  assertEquals(point?.boundaries, METRICS.qa_rig_flow_execution_seconds.boundaries);
  assertEquals([point?.metric, point?.unit, point?.temporality], ["qa_rig_flow_execution_seconds", "s", 2]);
});

Deno.test("telemetry sends delta data points when the temporality says so", async () => {
  await using collector = fakeCollector();
  const { telemetry } = await openJson(collector, { OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: "delta" });
  await sampleAttempt(telemetry);
  await telemetry.close(DEADLINE_MS);
  assertEquals(collector.json("/v1/metrics").flatMap(pointsOf)[0]?.temporality, 1);
});

Deno.test("telemetry with nothing to tell sends nothing", async () => {
  await using collector = fakeCollector();
  const { telemetry, warnings } = await openJson(collector);
  const { delivered, trace_sampled } = await telemetry.close(DEADLINE_MS);
  assertEquals([delivered, trace_sampled, collector.requests.length, warnings.length], [true, null, 0, 0]);
});

Deno.test("telemetry sends no metric when its exporter is none", async () => {
  await using collector = fakeCollector();
  const { telemetry } = await openJson(collector, { OTEL_METRICS_EXPORTER: "none" });
  await sampleAttempt(telemetry);
  const receipt = await telemetry.close(DEADLINE_MS);
  assertEquals([receipt.delivered, receipt.spans.accepted, receipt.data_points.recorded], [true, 4, 0]);
  assertEquals(collector.requests.map(({ path }) => path), ["/v1/traces"]);
});

Deno.test("telemetry keeps real ids but sends no spans when their exporter is none", async () => {
  await using collector = fakeCollector();
  const { telemetry } = await openJson(collector, { OTEL_TRACES_EXPORTER: "none" });
  const { flow } = await sampleAttempt(telemetry);
  const { delivered, trace_sampled, spans, endpoint } = await telemetry.close(DEADLINE_MS);
  assertNotEquals(flow.traceId, "0".repeat(32));
  assertEquals([delivered, trace_sampled, spans.recorded], [true, false, 0]);
  assertEquals(endpoint, `${collector.url}/v1/metrics`);
  assertEquals(collector.requests.map(({ path }) => path), ["/v1/metrics"]);
});

Deno.test("telemetry sends headers, and packs the body when it is told to", async () => {
  await using collector = fakeCollector();
  const { telemetry } = await openJson(collector, {
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20abc",
    OTEL_EXPORTER_OTLP_COMPRESSION: "gzip",
  });
  await sampleAttempt(telemetry);
  await telemetry.close(DEADLINE_MS);
  for (const { headers } of collector.requests) {
    assertEquals([headers.get("authorization"), headers.get("content-encoding")], ["Bearer abc", "gzip"]);
    assertEquals(headers.get("content-type"), "application/json");
  }
  assertEquals(collector.json("/v1/traces").flatMap(spansOf).length, 4);
});

Deno.test("telemetry puts service, CI and OTEL_RESOURCE_ATTRIBUTES on the resource", async () => {
  await using collector = fakeCollector();
  const { telemetry } = await openJson(collector, {
    OTEL_SERVICE_NAME: "shop-tests",
    OTEL_RESOURCE_ATTRIBUTES: "team=a,cicd.pipeline.name=mine",
    GITLAB_CI: "true",
    CI_PIPELINE_ID: "77",
    CI_PIPELINE_NAME: "theirs",
  });
  await sampleAttempt(telemetry);
  await telemetry.close(DEADLINE_MS);
  const resource = collector.json("/v1/traces").flatMap(spansOf)[0]?.resource ?? {};
  const value = (name: string) => resource[name]?.value;
  assertEquals([value("service.name"), value("service.version"), value("team")], ["shop-tests", "1.2.3", "a"]);
  assertEquals([value("cicd.pipeline.run.id"), value("cicd.pipeline.name")], ["77", "mine"]);
});

Deno.test("telemetry cuts attributes at the limits", async () => {
  await using collector = fakeCollector();
  const { telemetry } = await openJson(collector, { OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: "5" });
  await sampleAttempt(telemetry);
  await telemetry.close(DEADLINE_MS);
  const flow = collector.json("/v1/traces").flatMap(spansOf).find(({ name }) => name === "qa_rig.flow");
  assertEquals(flow?.attributes["test.case.name"]?.value, "Guest");
});

Deno.test("telemetry tells what OpenTelemetry says of itself when OTEL_LOG_LEVEL says so", async () => {
  await using collector = fakeCollector(() => new Response("", { status: 400 }));
  const quiet = await openJson(collector);
  await sampleAttempt(quiet.telemetry);
  await quiet.telemetry.close(DEADLINE_MS);
  assertEquals(quiet.stderr, []);
  const loud = await openJson(collector, { OTEL_LOG_LEVEL: "info" });
  await sampleAttempt(loud.telemetry);
  await loud.telemetry.close(DEADLINE_MS);
  assertStringIncludes(loud.stderr.join(), "opentelemetry info: Export failed: 400 Bad Request");
});

Deno.test("close() counts what a collector rejected in a partial success, with http/json", async () => {
  await using collector = fakeCollector(({ path }) =>
    Response.json({
      partialSuccess: path === "/v1/traces" ? { rejectedSpans: "3", errorMessage: "no" } : { rejectedDataPoints: 1 },
    })
  );
  const { telemetry, warnings } = await openJson(collector);
  await sampleAttempt(telemetry);
  const { delivered, spans, data_points } = await telemetry.close(DEADLINE_MS);
  assertEquals(delivered, false);
  assertEquals(spans, { recorded: 4, accepted: 1, rejected: 3, lost: 0 });
  assertEquals(data_points, { recorded: 1, accepted: 0, rejected: 1, lost: 0 });
  assertStringIncludes(warnings.join(), "3 of 4 spans were rejected, 1 of 1 data points were rejected");
});

Deno.test("close() counts what a collector rejected in a partial success, with http/protobuf", async () => {
  // partial_success (field 1) with rejected (field 1) 3
  await using collector = fakeCollector(({ path }) =>
    new Response(path === "/v1/traces" ? Uint8Array.of(0x0a, 2, 0x08, 3) : new Uint8Array())
  );
  const { telemetry } = await openedTelemetry({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  await sampleAttempt(telemetry);
  assertEquals((await telemetry.close(DEADLINE_MS)).spans, { recorded: 4, accepted: 1, rejected: 3, lost: 0 });
});

Deno.test("telemetry speaks protocol buffers with http/protobuf", async () => {
  await using collector = fakeCollector(() => new Response());
  const { telemetry } = await openedTelemetry({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  const { flow, steps } = await sampleAttempt(telemetry);
  assertEquals((await telemetry.close(DEADLINE_MS)).delivered, true);
  const [request] = collector.requests.filter(({ path }) => path === "/v1/traces");
  assert(request);
  assertEquals(request.headers.get("content-type"), "application/x-protobuf");
  // resource_spans, scope_spans, spans; of a span: 1 trace_id, 2 span_id, 5 name, 9 attributes
  const spans = messagesAt(readMessage(request.body), [1, 2, 2]);
  assertEquals(spans.map((span) => textAt(span, 5)).sort(), ["qa_rig.flow", ...Array(3).fill("qa_rig.step")]);
  assertEquals(new Set(spans.map((span) => hexAt(span, 1))), new Set([flow.traceId]));
  assertEquals(new Set(spans.map((span) => hexAt(span, 2))), new Set([flow.spanId, ...steps]));
  const keys = spans.flatMap((span) => messagesAt(span, [9])).map((attribute) => textAt(attribute, 1));
  assert(keys.includes("flow.passed") && keys.includes("step.error"));
});

Deno.test("telemetry trusts the authority in OTEL_EXPORTER_OTLP_CERTIFICATE and nobody else", async () => {
  const folder = new URL("./certificates/", import.meta.url);
  const [cert, key] = await Promise.all(
    ["server.pem", "server.key"].map((name) => Deno.readTextFile(new URL(name, folder))),
  );
  await using collector = fakeCollector(undefined, { cert: cert ?? "", key: key ?? "" });
  const authority = await Deno.makeTempFile();
  await Deno.copyFile(new URL("authority.pem", folder), authority);
  const trusting = await openJson(collector, { OTEL_EXPORTER_OTLP_CERTIFICATE: authority });
  await Deno.remove(authority);
  await sampleAttempt(trusting.telemetry);
  assertEquals((await trusting.telemetry.close(DEADLINE_MS)).delivered, true);
  const { telemetry } = await openJson(collector);
  await sampleAttempt(telemetry);
  assertEquals((await telemetry.close(DEADLINE_MS)).delivered, false);
});

function openJson(collector: FakeCollector, variables: Readonly<Record<string, string>> = {}) {
  return openedTelemetry({
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    ...variables,
  });
}

/** The span of a step with this body, or of one that it holds, as it arrived. */
async function stepAfter(body: (span: Span) => Promise<unknown>, name = "step") {
  await using collector = fakeCollector();
  const { telemetry } = await openJson(collector);
  await telemetry.flow({}, null, (flow) => flow.child("qa_rig.step", { "step.name": "step" }, body));
  await telemetry.close(DEADLINE_MS);
  const found = collector.json("/v1/traces").flatMap(spansOf)
    .find(({ attributes }) => attributes["step.name"]?.value === name);
  assert(found);
  return found;
}
