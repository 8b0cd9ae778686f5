import type { Attributes as SdkAttributes } from "@opentelemetry/api";
import { type AttributeName, ATTRIBUTES } from "./attributes.ts";
import type { Attributes } from "./telemetry.ts";

/** Attributes as the SDK takes them; whole numbers are made whole, because OTLP tells the types by the value. */
export function otelAttributes(attributes: Attributes): SdkAttributes {
  const result: SdkAttributes = {};
  for (const [name, value] of Object.entries(attributes)) {
    const { type } = ATTRIBUTES[name as AttributeName];
    if (typeof value === "object") result[name] = [...value];
    else result[name] = type === "int" && typeof value === "number" ? Math.round(value) : value;
  }
  return result;
}
