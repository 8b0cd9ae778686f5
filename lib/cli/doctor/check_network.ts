import type { Proxy } from "../../network/proxies.ts";
import type { Checkup } from "./checkup.ts";
import { type Finding, ok } from "./finding.ts";

/** Variables by which runtimes and libraries are told whom to trust. */
const TRUST_VARIABLES = ["DENO_TLS_CA_STORE", "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "DENO_CERT"];

/** The proxies and authorities of a run. */
export function checkNetwork(
  { host, network: { proxies, certificates } }: Omit<Checkup, "runFolder">,
): readonly Finding[] {
  const { http, https, noProxy } = proxies;
  const isSame = http?.server === https?.server;
  const ways = isSame ? [shown(http)] : [`http ${shown(http)}`, `https ${shown(https)}`];
  const exceptions = noProxy.entries.length === 0 || (http === null && https === null)
    ? ""
    : `; not for ${noProxy.entries.join(", ")}`;
  const variables = TRUST_VARIABLES.filter((name) => host.env.get(name) !== undefined);
  const more = certificates === null ? [] : [`${certificates.der.length} more of ${certificates.path}`];
  return [
    ok("proxy", `${ways.join(", ")}${exceptions}`),
    ok(
      "authorities",
      [
        "those that the runtime and the browser know",
        ...more,
        ...variables.map((name) => `${name}=${host.env.get(name)}`),
      ].join(", "),
    ),
  ];
}

function shown(proxy: Proxy | null): string {
  if (proxy === null) return "directly, without a proxy";
  return `through ${proxy.server}${proxy.username === null ? "" : " with credentials"}`;
}
