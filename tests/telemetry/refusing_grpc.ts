import { Buffer } from "node:buffer";
import { Server, ServerCredentials, status, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { SPANS } from "../../lib/telemetry/exported.ts";
import type { FaultyCollector } from "./faulty_collector.ts";

/** Starts a collector over grpc that refuses spans with these words. */
export async function refusingGrpc(details: string): Promise<FaultyCollector> {
  const asIs = (bytes: Uint8Array) => Buffer.from(bytes);
  const method = {
    path: SPANS.grpcMethod,
    requestStream: false,
    responseStream: false,
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
  };
  const service: UntypedServiceImplementation = {
    Export: (_call: unknown, answer: (error: { readonly code: number; readonly details: string }) => void) =>
      answer({ code: status.INVALID_ARGUMENT, details }),
  };
  const server = new Server();
  server.addService({ Export: method }, service);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.bindAsync(
    "127.0.0.1:0",
    ServerCredentials.createInsecure(),
    (error, port) => error === null ? resolve(port) : reject(error),
  );
  return {
    url: `http://127.0.0.1:${await promise}`,
    [Symbol.asyncDispose]: () => Promise.resolve(server.forceShutdown()),
  };
}
