import { resolve } from "node:path";
import type { Host } from "../host.ts";
import { AllowedHosts } from "./allowed_hosts.ts";
import { type Certificates, readCertificates } from "./certificates.ts";
import { NO_PROXIES, type Proxies, readProxies } from "./proxies.ts";

/** How a run reaches other machines. */
export interface Network {
  readonly proxies: Proxies;
  /** Trusted beside those that everybody trusts. */
  readonly certificates: Certificates | null;
  /** The only hosts that pages and requests may reach; `null` is all. */
  readonly allowHosts: readonly string[] | null;
}

/** What the command line says of the network. */
export interface NetworkOptions {
  readonly proxy: string | null;
  readonly ca: string | null;
  readonly allowHosts: readonly string[];
}

/** Directly, to everywhere. */
export const OPEN_NETWORK: Network = { proxies: NO_PROXIES, certificates: null, allowHosts: null };

/** Reads the options and the variables of proxies; throws `UsageError`. */
export async function readNetwork({ proxy, ca, allowHosts }: NetworkOptions, host: Host): Promise<Network> {
  // A host that is none is found now.
  new AllowedHosts(allowHosts);
  return {
    proxies: readProxies(host.env, proxy),
    certificates: ca === null ? null : await readCertificates(resolve(host.cwd, ca), host.files),
    allowHosts: allowHosts.length === 0 ? null : allowHosts,
  };
}
