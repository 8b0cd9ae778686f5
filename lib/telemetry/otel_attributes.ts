import type { Attributes as SdkAttributes } from "@opentelemetry/api";
import { textStart } from "../text_start.ts";
import { wellFormed } from "../well_formed.ts";
import { type AttributeName, ATTRIBUTES } from "./attributes.ts";
import type { Attributes } from "./telemetry.ts";

/**
 * Attributes as the SDK takes them. Whole numbers are made whole, because OTLP tells the types by the value; texts have
 * whole characters only and at most `longest` code units, since the SDK would cut one in two.
 */
export function otelAttributes(attributes: Attributes, longest = Infinity): SdkAttributes {
  const sent = (text: string) => textStart(wellFormed(text), longest);
  const result: SdkAttributes = {};
  for (const [name, value] of Object.entries(attributes)) {
    const { type } = ATTRIBUTES[name as AttributeName];
    if (typeof value === "object") result[name] = value.map(sent);
    else if (typeof value === "string") result[name] = sent(value);
    else result[name] = type === "int" && typeof value === "number" ? Math.round(value) : value;
  }
  return result;
}
