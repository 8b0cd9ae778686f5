import type { Telemetry } from "../../lib/telemetry/telemetry.ts";
import { assert, assertEquals, assertLess, assertStringIncludes } from "../assert.ts";
import { fakeCollector } from "./fake_collector.ts";
import { rawServer } from "./faulty_collector.ts";
import { openedTelemetry } from "./opened_telemetry.ts";
import { spansOf } from "./otlp_json.ts";

const SMALL = {
  OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
  OTEL_BSP_MAX_QUEUE_SIZE: "8",
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: "4",
};

/** Steps that wait for nothing, one after the other. */
async function quickSteps(telemetry: Telemetry, count: number): Promise<void> {
  await telemetry.flow({}, null, async (flow) => {
    for (let step = 0; step < count; step++) await flow.child("qa_rig.step", {}, () => Promise.resolve());
  });
}

Deno.test("a healthy collector gets every span of 30,000 quick steps", async () => {
  let arrived = 0;
  await using collector = fakeCollector(({ path, body }) => {
    if (path === "/v1/traces") arrived += spansOf(JSON.parse(new TextDecoder().decode(body))).length;
    return Response.json({});
  });
  const { telemetry, warnings } = await openedTelemetry({
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  });
  await quickSteps(telemetry, 30_000);
  const { spans } = await telemetry.close(60_000);
  assertEquals([spans, warnings], [{ recorded: 30_001, accepted: 30_001, rejected: 0, lost: 0 }, []]);
  assertEquals(arrived, 30_001);
});

Deno.test("a queue that has no room makes the next step wait, also where steps run side by side", async () => {
  await using collector = fakeCollector();
  const { telemetry } = await openedTelemetry({ ...SMALL, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  await Promise.all([1, 2, 3, 4, 5, 6].map(() => quickSteps(telemetry, 50)));
  const { spans } = await telemetry.close(10_000);
  assertEquals(spans, { recorded: 306, accepted: 306, rejected: 0, lost: 0 });
  assertEquals(collector.json("/v1/traces").flatMap(spansOf).length, 306);
});

Deno.test("a collector that is silent costs steps the deadline once, and the flush nothing more", async () => {
  using server = rawServer(() => {});
  const { telemetry, warnings } = await openedTelemetry({
    ...SMALL,
    OTEL_EXPORTER_OTLP_ENDPOINT: server.url,
    QA_RIG_OTEL_SHUTDOWN_TIMEOUT: "300ms",
  });
  const began = performance.now();
  await quickSteps(telemetry, 5_000);
  const { spans } = await telemetry.close(300);
  assertLess(performance.now() - began, 1_500);
  assertEquals(spans, { recorded: 5_001, accepted: 0, rejected: 0, lost: 5_001 });
  assertStringIncludes(warnings.join(), "lost 5001 of 5001 spans");
});

Deno.test("a collector that refuses makes no step wait", async () => {
  await using collector = fakeCollector(() => new Response("", { status: 503 }));
  const { telemetry } = await openedTelemetry({
    ...SMALL,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    QA_RIG_OTEL_SHUTDOWN_TIMEOUT: "1m",
  });
  const began = performance.now();
  await quickSteps(telemetry, 1_000);
  assertLess(performance.now() - began, 5_000);
  const { spans } = await telemetry.close(1);
  assertEquals([spans.recorded, spans.accepted], [1_001, 0]);
  assert(collector.requests.length > 0);
});
