import type { Environment } from "../host.ts";
import { detectCi } from "./ci.ts";
import type { TelemetryOn } from "./settings.ts";

/** What stands on the resource of every span and data point; `OTEL_RESOURCE_ATTRIBUTES` wins over what CI says. */
export function resourceAttributes(
  { serviceName, resourceAttributes }: Pick<TelemetryOn, "serviceName" | "resourceAttributes">,
  { env, version }: { readonly env: Environment; readonly version: string },
): Readonly<Record<string, string>> {
  return {
    "service.version": version,
    ...detectCi(env)?.attributes,
    ...resourceAttributes,
    "service.name": serviceName,
  };
}
