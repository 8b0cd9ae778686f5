import { otelAttributes } from "../../lib/telemetry/otel_attributes.ts";
import { assertEquals } from "../assert.ts";

Deno.test("otelAttributes() replaces half a character and cuts at whole ones", () => {
  const attributes = { "step.name": "ab😀cd", "step.action": "\ud83d", "browser.brands": ["abc😀", "\udc00"] };
  assertEquals(otelAttributes(attributes), {
    "step.name": "ab😀cd",
    "step.action": "\ufffd",
    "browser.brands": ["abc😀", "\ufffd"],
  });
  assertEquals(otelAttributes(attributes, 3), {
    "step.name": "ab",
    "step.action": "\ufffd",
    "browser.brands": ["abc", "\ufffd"],
  });
});
