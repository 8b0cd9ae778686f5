import { publicUrl } from "../../lib/telemetry/public_url.ts";
import { assertEquals } from "../assert.ts";

Deno.test("publicUrl() takes out user, password, query and fragment", () => {
  assertEquals(publicUrl("https://me:pass@a:4318/v1/traces?key=1#x"), "https://a:4318/v1/traces");
  assertEquals(publicUrl("http://token@a"), "http://a");
});

Deno.test("publicUrl() reads a host and port without a scheme", () => {
  assertEquals(publicUrl("collector:4317"), "collector:4317");
  assertEquals(publicUrl("me:pass@collector:4317"), "collector:4317");
  assertEquals(publicUrl("[::1]:4317"), "[::1]:4317");
});
