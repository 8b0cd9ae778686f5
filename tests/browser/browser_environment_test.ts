import { browserEnvironment } from "../../lib/browser/browser_environment.ts";
import { assertEquals } from "../assert.ts";
import { fakeHost } from "../fake_host.ts";

Deno.test("browserEnvironment() keeps telemetry, secrets and proxies from the browser, whatever they are called", () => {
  const env = {
    HOME: "/home/ada",
    HTTP_PROXY: "http://ada:pw@proxy",
    TRACEPARENT: "00-…",
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=x",
    QA_RIG_OTEL_ENABLED: "1",
    GITHUB_TOKEN: "x",
    db_password: "x",
    API_KEY: "x",
    KEYBOARD: "de",
    QA_CARD: "4111",
  };
  assertEquals(browserEnvironment(fakeHost({ env }), ["QA_CARD"], { LD_LIBRARY_PATH: "/lib" }), {
    HOME: "/home/ada",
    KEYBOARD: "de",
    LD_LIBRARY_PATH: "/lib",
  });
});
