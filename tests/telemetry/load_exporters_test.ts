import { UsageError } from "../../lib/errors.ts";
import { loadExporters } from "../../lib/telemetry/load_exporters.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import { runChild } from "./run_child.ts";

Deno.test("loadExporters() refuses grpc on a Deno that sends nothing over it", async () => {
  for (const version of ["1.46.0", "2.6.10", "2.7.14"]) {
    const error = await assertRejects(() => loadExporters("grpc", version), UsageError);
    assertEquals(
      error.message,
      `Cannot export telemetry with protocol "grpc": found Deno ${version}, expected at least 2.8`,
    );
    assertStringIncludes(error.hint ?? "", "http/protobuf");
  }
});

Deno.test("loadExporters() takes grpc on a newer Deno, and http on any", async () => {
  for (const version of ["2.8.0", "2.10.1", "3.0.0"]) await loadExporters("grpc", version);
  await loadExporters("http/json", "2.6.10");
  await loadExporters("http/protobuf", "2.6.10");
});

Deno.test("telemetry says which protocol's package is missing, and no other protocol needs it", async () => {
  const missing = { "@grpc/grpc-js": "data:text/javascript,throw new Error('away')" };
  const { code, stderr } = await runChild({ QA_RIG_OTEL_ENABLED: "1", OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" }, missing);
  assertEquals(code, 1);
  assertStringIncludes(
    stderr,
    'Cannot export telemetry with protocol "grpc": its package could not be loaded',
  );
  const other = await runChild({
    QA_RIG_OTEL_ENABLED: "1",
    QA_RIG_OTEL_SHUTDOWN_TIMEOUT: "1ms",
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1",
  }, missing);
  assertEquals(other.code, 0);
});
