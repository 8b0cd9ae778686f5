import type { Host } from "../host.ts";

/** Names that carry our own telemetry, settings or proxies, or that look like a secret, whatever they hold. */
const PRIVATE =
  /^(TRACEPARENT|TRACESTATE|BAGGAGE|OTEL_.*|QA_RIG_.*|\w+_PROXY)$|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|KEY$/i;

/** The environment of the browser: ours without secrets and telemetry, then what it needs itself. */
export function browserEnvironment(
  host: Host,
  secretNames: readonly string[],
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const names = host.env.names().filter((name) => !PRIVATE.test(name) && !secretNames.includes(name));
  const kept = names.map((name) => [name, host.env.get(name) ?? ""]);
  return { ...Object.fromEntries(kept), ...own };
}
