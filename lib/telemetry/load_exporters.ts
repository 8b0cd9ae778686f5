import { UsageError } from "../errors.ts";
import type { Exporters } from "./exporters.ts";
import type { Protocol } from "./signal_settings.ts";

/** Deno before it accepts grpc calls and sends nothing. */
const LEAST_DENO_FOR_GRPC = [2, 8] as const;

/** Loads the exporters of one protocol and no other; throws `UsageError` when it cannot work here. */
export async function loadExporters(protocol: Protocol, denoVersion: string): Promise<Exporters> {
  if (protocol === "grpc" && !speaksGrpc(denoVersion)) {
    throw new UsageError(
      `Cannot export telemetry with protocol "grpc": found Deno ${denoVersion}, expected at least ${
        LEAST_DENO_FOR_GRPC.join(".")
      }`,
      { hint: 'set OTEL_EXPORTER_OTLP_PROTOCOL to "http/protobuf" (port 4318 as a rule), or use a newer Deno' },
    );
  }
  try {
    return (await importExporters(protocol)).exporters;
  } catch (cause) {
    throw new UsageError(`Cannot export telemetry with protocol "${protocol}": its package could not be loaded`, {
      cause,
      hint:
        `run "deno install" where npm packages can be downloaded, or set OTEL_EXPORTER_OTLP_PROTOCOL to another one`,
    });
  }
}

function importExporters(protocol: Protocol): Promise<{ readonly exporters: Exporters }> {
  switch (protocol) {
    case "http/protobuf":
      return import("./otlp_http_protobuf.ts");
    case "http/json":
      return import("./otlp_http_json.ts");
    case "grpc":
      return import("./otlp_grpc.ts");
  }
}

function speaksGrpc(denoVersion: string): boolean {
  const [major = 0, minor = 0] = denoVersion.split(".").map(Number);
  return major > LEAST_DENO_FOR_GRPC[0] || (major === LEAST_DENO_FOR_GRPC[0] && minor >= LEAST_DENO_FOR_GRPC[1]);
}
