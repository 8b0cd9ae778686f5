import { Agent as PlainAgent, type AgentOptions } from "node:http";
import { Agent as TlsAgent } from "node:https";
import { Buffer } from "node:buffer";
import type { TlsMaterial } from "./tls_material.ts";
import type { Way } from "./way.ts";

/** The connections of an exporter over http. */
export interface HttpAgent {
  readonly agent: PlainAgent;
  /** Why the last connection could not be made; `null` when it could. */
  trouble(): Error | null;
  /** Ends every connection and makes no more: a later retry would deliver what was reported lost. */
  end(): void;
}

/** Makes the connections of an exporter over http, which cannot end them itself. */
export function httpAgent(tls: boolean, { material, localPort }: Pick<Way, "material" | "localPort">): HttpAgent {
  const options: AgentOptions = { keepAlive: true };
  const agent = tls ? new TlsAgent({ ...options, ...pemOptions(material) }) : new PlainAgent(options);
  let trouble: Error | null = null;
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, ...rest) => {
    // TLS goes on asking for the collector by its name.
    const socket = connect(localPort === null ? options : { ...options, host: "127.0.0.1", port: localPort }, ...rest);
    socket?.on("error", (error: Error) => trouble = error);
    socket?.on("connect", () => trouble = null);
    return socket;
  };
  return {
    agent,
    trouble: () => trouble,
    end() {
      agent.createConnection = () => {
        throw new Error("Cannot connect: telemetry is closed");
      };
      agent.destroy();
    },
  };
}

function pemOptions({ ca, key, cert }: TlsMaterial) {
  return {
    ...(ca && { ca: Buffer.from(ca) }),
    ...(key && { key: Buffer.from(key) }),
    ...(cert && { cert: Buffer.from(cert) }),
  };
}
