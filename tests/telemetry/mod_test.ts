import { NO_PROXIES } from "../../lib/network/proxies.ts";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  getMeter,
  getTracer,
  initTelemetry,
  resetForTesting,
  setTestMeterProvider,
  setTestTracerProvider,
} from "../../lib/telemetry/mod.ts";
import { readTelemetrySettings } from "../../lib/telemetry/settings.ts";
import { assert, assertEquals, assertRejects, assertStrictEquals } from "../assert.ts";
import { fakeCollector } from "./fake_collector.ts";
import { sampleAttempt } from "./sample_run.ts";
import { hostWith } from "./test_host.ts";

Deno.test("initTelemetry() gives the same telemetry until it is closed", async () => {
  const [one, two] = await Promise.all([init({}), init({})]);
  assertStrictEquals(one, two);
  await one.close(0);
  const three = await init({});
  assert(three !== one);
  await three.close(0);
});

Deno.test("initTelemetry() can be tried again after it failed", async () => {
  await assertRejects(
    () => init({ OTEL_EXPORTER_OTLP_ENDPOINT: "https://a", OTEL_EXPORTER_OTLP_CERTIFICATE: "missing.pem" }),
    Error,
    'Cannot read certificate "missing.pem" for telemetry',
  );
  await (await init({})).close(0);
});

Deno.test("getTracer() and getMeter() do nothing before initTelemetry()", () => {
  assertEquals(getTracer().startSpan("x").isRecording(), false);
  getMeter().createCounter("x").add(1);
});

Deno.test("getTracer() and getMeter() are those of initTelemetry()", async () => {
  await using collector = fakeCollector();
  const telemetry = await init({
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  });
  getTracer().startSpan("mine").end();
  getMeter().createCounter("mine").add(1);
  assertEquals((await telemetry.close(5_000)).spans.accepted, 1);
  assertEquals(collector.requests.map(({ path }) => path).sort(), ["/v1/metrics", "/v1/traces"]);
});

Deno.test("the test's providers get spans and metric, and no collector is asked", async () => {
  const spans = new InMemorySpanExporter();
  const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const meterProvider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter: metrics })] });
  setTestTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));
  setTestMeterProvider(meterProvider);
  await using collector = fakeCollector();
  try {
    const telemetry = await init({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    await sampleAttempt(telemetry);
    assertEquals((await telemetry.close(5_000)).delivered, true);
    getTracer().startSpan("mine").end();
    await meterProvider.forceFlush();
    assertEquals(spans.getFinishedSpans().length, 5);
    const [point] = metrics.getMetrics()[0]?.scopeMetrics[0]?.metrics[0]?.dataPoints ?? [];
    assert(point);
    assertEquals(point.attributes["flow.passed"], false);
    assertEquals(collector.requests.length, 0);
  } finally {
    resetForTesting();
    await meterProvider.shutdown();
  }
  assertEquals(getTracer().startSpan("x").isRecording(), false);
});

function init(variables: Readonly<Record<string, string>>) {
  const { host } = hostWith(variables);
  const { settings } = readTelemetrySettings(host.env, { otel: true });
  assert(settings.enabled);
  return initTelemetry(settings, { host, version: "1.2.3", warn: () => {}, proxies: NO_PROXIES });
}
