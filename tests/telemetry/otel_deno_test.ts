import { assert, assertEquals } from "../assert.ts";
import { fakeCollector } from "./fake_collector.ts";
import { type ArrivedSpan, spansOf } from "./otlp_json.ts";
import { runChild } from "./run_child.ts";

const PARENT = { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7" };

Deno.test("OTEL_DENO=true does not change what our spans look like", async () => {
  assertEquals(await arrived({ OTEL_DENO: "true" }), await arrived({}));
});

Deno.test("OTEL_DENO=true does not change what our spans look like below TRACEPARENT", async () => {
  const variables = { TRACEPARENT: `00-${PARENT.traceId}-${PARENT.spanId}-01` };
  assertEquals(await arrived({ OTEL_DENO: "true", ...variables }), await arrived(variables));
});

/** Our spans and what Deno's own telemetry leaves of them, with ids by their place. */
async function arrived(variables: Readonly<Record<string, string>>): Promise<unknown> {
  await using collector = fakeCollector();
  const { code, stdout, stderr } = await runChild({
    QA_RIG_OTEL_ENABLED: "1",
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    ...variables,
  });
  assertEquals([code, stderr], [0, ""]);
  assertEquals(JSON.parse(stdout).receipt.delivered, true);
  const spans = collector.json("/v1/traces").flatMap(spansOf).filter(({ name }) => name.startsWith("qa_rig."));
  assertEquals(spans.length, 4);
  return spans.map((span) => nameIds(span, spans));
}

function nameIds(span: ArrivedSpan, spans: readonly ArrivedSpan[]): unknown {
  const flow = spans.find(({ name }) => name === "qa_rig.flow");
  assert(flow);
  const placeOf = (id: string) => spans.findIndex(({ spanId }) => spanId === id);
  return {
    ...span,
    traceId: span.traceId === PARENT.traceId ? "parent" : span.traceId === flow.traceId,
    spanId: placeOf(span.spanId),
    parentSpanId: span.parentSpanId === PARENT.spanId ? "parent" : placeOf(span.parentSpanId),
  };
}
