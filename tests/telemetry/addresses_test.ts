import { assertEquals } from "../assert.ts";
import { openedTelemetry } from "./opened_telemetry.ts";
import { sampleAttempt } from "./sample_run.ts";

for (const protocol of ["http/protobuf", "http/json"]) {
  for (const host of ["[::1]", "localhost"]) {
    Deno.test(`a collector that listens on ::1 only is reached as ${host}, with ${protocol}`, async () => {
      const hosts: (string | null)[] = [];
      await using server = Deno.serve({ hostname: "::1", port: 0, onListen: () => {} }, async (request) => {
        await request.bytes();
        hosts.push(request.headers.get("host"));
        return new Response();
      });
      const { port } = server.addr;
      const { telemetry, warnings } = await openedTelemetry({
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://${host}:${port}`,
      });
      await sampleAttempt(telemetry);
      const { delivered } = await telemetry.close(5_000);
      assertEquals([delivered, warnings], [true, []]);
      assertEquals(hosts, [`${host}:${port}`, `${host}:${port}`]);
    });
  }
}

Deno.test("credentials in the endpoint reach the collector as a header, and no warning", async () => {
  const seen: (string | null)[] = [];
  await using server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    await request.bytes();
    seen.push(request.headers.get("authorization"));
    return new Response("", { status: 401 });
  });
  const { telemetry, warnings } = await openedTelemetry({
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://ada:p%40ss@127.0.0.1:${server.addr.port}`,
  });
  await sampleAttempt(telemetry);
  await telemetry.close(5_000);
  assertEquals(seen, [`Basic ${btoa("ada:p@ss")}`, `Basic ${btoa("ada:p@ss")}`]);
  assertEquals([warnings.length, warnings.join().includes("p%40ss"), warnings.join().includes("p@ss")], [
    1,
    false,
    false,
  ]);
});
