import { assertEquals, assertLess, assertMatch, assertStringIncludes } from "../assert.ts";
import { fakeCollector } from "./fake_collector.ts";
import { closedPort, rawServer, trickle } from "./faulty_collector.ts";
import { openedTelemetry } from "./opened_telemetry.ts";
import { sampleAttempt } from "./sample_run.ts";

const DEADLINE_MS = 300;
/** For a machine that is busy with other things. */
const MARGIN_MS = 400;

const PROTOCOLS = ["http/protobuf", "http/json", "grpc"];
const HTTP_PROTOCOLS = ["http/protobuf", "http/json"];

for (const protocol of PROTOCOLS) {
  Deno.test(`close() ends in time when the collector refuses, with ${protocol}`, async () => {
    const url = `http://127.0.0.1:${closedPort()}`;
    assertMatch(await assertLost({ protocol, url }), /connect ECONNREFUSED|tcp connect error: Connection refused/);
  });

  Deno.test(`close() ends in time when the collector is silent, with ${protocol}`, async () => {
    using server = rawServer(() => {});
    assertStringIncludes(await assertLost({ protocol, url: server.url }), "(not accepted within 300 ms)");
  });

  Deno.test(`close() ends in time when the collector speaks nonsense, with ${protocol}`, async () => {
    using server = rawServer((connection) => void connection.write(new Uint8Array(1_000)).catch(() => {}));
    await assertLost({ protocol, url: server.url });
  });
}

for (const protocol of HTTP_PROTOCOLS) {
  Deno.test(`close() ends in time when the answer trickles, with ${protocol}`, async () => {
    using server = rawServer(trickle);
    assertStringIncludes(await assertLost({ protocol, url: server.url }), "(not accepted within 300 ms)");
  });

  Deno.test(`close() ends in time when the collector answers 503, with ${protocol}`, async () => {
    await using collector = fakeCollector(() => new Response("", { status: 503 }));
    assertStringIncludes(
      await assertLost({ protocol, url: collector.url }),
      "(not accepted within 300 ms: 503 Service Unavailable)",
    );
  });

  Deno.test(`close() says at once that the collector answered 400, with ${protocol}`, async () => {
    await using collector = fakeCollector(() => new Response("secret of the collector", { status: 400 }));
    assertStringIncludes(await assertLost({ protocol, url: collector.url }), "(400");
    assertEquals(collector.requests.length, 2);
  });
}

Deno.test("close() keeps what one signal delivered when the other one is lost", async () => {
  await using collector = fakeCollector(({ path }) =>
    path === "/v1/traces" ? Response.json({}) : new Response("", { status: 404 })
  );
  const { telemetry, warnings } = await openedTelemetry({
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  });
  await sampleAttempt(telemetry);
  const { delivered, spans, data_points } = await telemetry.close(DEADLINE_MS);
  assertEquals([delivered, spans.accepted, data_points.lost], [false, 4, 1]);
  assertStringIncludes(warnings.join(), "lost 1 of 1 data points (404");
});

/** Closes telemetry that this collector loses; gives the one warning. */
async function assertLost({ protocol, url }: { readonly protocol: string; readonly url: string }): Promise<string> {
  const { telemetry, warnings } = await openedTelemetry({
    OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
  });
  await sampleAttempt(telemetry);
  const began = performance.now();
  const receipt = await telemetry.close(DEADLINE_MS);
  assertLess(performance.now() - began, DEADLINE_MS + MARGIN_MS);
  assertEquals(receipt.delivered, false);
  assertEquals(receipt.spans, { recorded: 4, accepted: 0, rejected: 0, lost: 4 });
  assertEquals(receipt.data_points, { recorded: 1, accepted: 0, rejected: 0, lost: 1 });
  assertEquals(warnings.length, 1);
  assertStringIncludes(warnings[0] ?? "", "lost 4 of 4 spans, lost 1 of 1 data points");
  return warnings[0] ?? "";
}
