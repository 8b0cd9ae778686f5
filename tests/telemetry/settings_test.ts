import { UsageError } from "../../lib/errors.ts";
import { readTelemetrySettings, type TelemetryOn, type TelemetryOptions } from "../../lib/telemetry/settings.ts";
import { TELEMETRY_VARIABLES } from "../../lib/telemetry/telemetry_variables.ts";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "../assert.ts";
import { environmentOf } from "./test_host.ts";

type Variables = Readonly<Record<string, string>>;

const TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN_ID = "00f067aa0ba902b7";
const CLUSTER = "opentelemetry-opentelemetry-collector.monitoring.svc.cluster.local";

Deno.test("readTelemetrySettings() is on for 1, true, yes and on in any case", () => {
  for (const text of ["1", "true", "TRUE", "Yes", "on", " ON "]) {
    assertEquals(read({ QA_RIG_OTEL_ENABLED: text }), { enabled: true, warnings: [] });
  }
});

Deno.test("readTelemetrySettings() is off for 0, false, no, off and nothing", () => {
  for (const text of ["0", "false", "NO", "Off", "", " "]) {
    assertEquals(read({ QA_RIG_OTEL_ENABLED: text }), { enabled: false, warnings: [] });
  }
  assertEquals(read({}), { enabled: false, warnings: [] });
});

Deno.test("readTelemetrySettings() is off with a warning for anything else", () => {
  assertEquals(read({ QA_RIG_OTEL_ENABLED: "maybe" }), {
    enabled: false,
    warnings: ['Cannot use variable "QA_RIG_OTEL_ENABLED": found "maybe", expected a yes or no, so telemetry is off'],
  });
  assertStringIncludes(read({}, { otel: "maybe" }).warnings.join(), 'option "--otel"');
});

Deno.test("readTelemetrySettings() takes --otel over QA_RIG_OTEL_ENABLED", () => {
  assertEquals(read({ QA_RIG_OTEL_ENABLED: "0" }, { otel: true }).enabled, true);
  assertEquals(read({ QA_RIG_OTEL_ENABLED: "1" }, { otel: false }).enabled, false);
  assertEquals(read({ QA_RIG_OTEL_ENABLED: "maybe" }, { otel: "on" }), { enabled: true, warnings: [] });
});

Deno.test("readTelemetrySettings() is off when OTEL_SDK_DISABLED is true, and says so", () => {
  const { enabled, warnings } = read({ OTEL_SDK_DISABLED: "TRUE" }, { otel: true });
  assertEquals([enabled, warnings.length], [false, 1]);
  assertEquals(read({ OTEL_SDK_DISABLED: "1" }, { otel: true }).enabled, true);
});

Deno.test("readTelemetrySettings() does not look at the rest while telemetry is off", () => {
  const variables = { OTEL_EXPORTER_OTLP_PROTOCOL: "smoke", TRACEPARENT: "garbage", OTEL_BSP_MAX_QUEUE_SIZE: "x" };
  assertEquals(read(variables), { enabled: false, warnings: [] });
});

Deno.test("readTelemetrySettings() has the defaults of the table", () => {
  const { traces, metrics, ...rest } = on({});
  assertEquals(rest, {
    enabled: true,
    temporality: "cumulative",
    serviceName: "qa-rig",
    resourceAttributes: {},
    sampler: { kind: "always_on", parentBased: true, ratio: 1 },
    batch: { delayMs: 5_000, timeoutMs: 30_000, queueSize: 2_048, batchSize: 512 },
    limits: {
      attributes: 128,
      attributeLength: Infinity,
      events: 128,
      links: 128,
      eventAttributes: 128,
      linkAttributes: 128,
    },
    logLevel: "none",
    shutdownTimeoutMs: 3_000,
    parent: null,
  });
  assertEquals(traces, {
    protocol: "http/protobuf",
    url: `http://${CLUSTER}:4318/v1/traces`,
    publicUrl: `http://${CLUSTER}:4318/v1/traces`,
    tls: false,
    headers: {},
    timeoutMs: 10_000,
    compression: "none",
    certificates: { authorities: null, alsoTrusted: null, client: null },
  });
  assertEquals(metrics?.url, `http://${CLUSTER}:4318/v1/metrics`);
});

Deno.test("readTelemetrySettings() takes the protocol of a signal over the general one", () => {
  const { traces, metrics } = on({
    OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
    OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: "HTTP/JSON",
  });
  assertEquals([traces?.protocol, metrics?.protocol], ["grpc", "http/json"]);
});

Deno.test("readTelemetrySettings() lists the protocols when it does not know one", () => {
  const error = assertThrows(() => on({ OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "thrift" }), UsageError);
  assertEquals(
    error.message,
    'Cannot export telemetry: found protocol "thrift", expected one of "http/protobuf", "http/json", "grpc"',
  );
  assertStringIncludes(error.hint ?? "", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL");
});

Deno.test("readTelemetrySettings() reads endpoints over http as the specification does", () => {
  const base = "OTEL_EXPORTER_OTLP_ENDPOINT";
  const traces = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
  const cases: readonly (readonly [Variables, string])[] = [
    [{ [base]: "http://a:4318" }, "http://a:4318/v1/traces"],
    [{ [base]: "http://a:4318/" }, "http://a:4318/v1/traces"],
    [{ [base]: "https://a/otlp/" }, "https://a/otlp/v1/traces"],
    [{ [base]: "https://a/otlp?key=1" }, "https://a/otlp/v1/traces?key=1"],
    [{ [traces]: "http://a:4318/my/traces" }, "http://a:4318/my/traces"],
    [{ [traces]: "http://a:4318" }, "http://a:4318/"],
    [{ [traces]: "http://a:4318", [base]: "http://b:4318" }, "http://a:4318/"],
    [{ [traces]: " ", [base]: "http://b:4318" }, "http://b:4318/v1/traces"],
  ];
  for (const [variables, url] of cases) assertEquals(on(variables).traces?.url, url);
});

Deno.test("readTelemetrySettings() takes TLS from the scheme for grpc, unless OTEL_EXPORTER_OTLP_INSECURE is said", () => {
  const cases: readonly (readonly [string, string, string, boolean])[] = [
    ["", "", `https://${CLUSTER}:4317`, false],
    ["", "false", `https://${CLUSTER}:4317`, true],
    ["http://a:4317", "", "https://a:4317", false],
    ["http://a", "", "https://a:80", false],
    ["https://a", "", "https://a:443", true],
    ["a:4317", "", "https://a:4317", true],
    ["[::1]:4317", "", "https://[::1]:4317", true],
    ["a:4317", "true", "https://a:4317", false],
    ["https://a:4317", "TRUE", "https://a:4317", false],
    ["http://a:4317", "false", "https://a:4317", true],
  ];
  for (const [endpoint, insecure, url, tls] of cases) {
    const { traces } = on({
      OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_EXPORTER_OTLP_INSECURE: insecure,
    });
    assertEquals([endpoint, insecure, traces?.url, traces?.tls], [endpoint, insecure, url, tls]);
  }
});

Deno.test("readTelemetrySettings() takes OTEL_EXPORTER_OTLP_TRACES_INSECURE over the general one", () => {
  const { traces, metrics } = on({
    OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
    OTEL_EXPORTER_OTLP_INSECURE: "true",
    OTEL_EXPORTER_OTLP_TRACES_INSECURE: "false",
  });
  assertEquals([traces?.tls, metrics?.tls], [true, false]);
});

Deno.test("readTelemetrySettings() refuses an endpoint that is no URL, without showing its password", () => {
  for (const protocol of ["http/json", "grpc"]) {
    for (const endpoint of ["ftp://me:pass@a", "http://", "http://a:99999999"]) {
      const variables = { OTEL_EXPORTER_OTLP_PROTOCOL: protocol, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint };
      const error = assertThrows(() => on(variables), UsageError, "Cannot export telemetry: found endpoint");
      assert(!error.message.includes("pass"));
    }
  }
  assertThrows(() => on({ OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318" }), UsageError, '"collector:4318"');
});

Deno.test("readTelemetrySettings() shows endpoints without credentials", () => {
  const http = on({ OTEL_EXPORTER_OTLP_ENDPOINT: "https://me:pass@a/otlp?key=1" });
  assertEquals(http.traces?.publicUrl, "https://a/otlp/v1/traces");
  const grpc = on({ OTEL_EXPORTER_OTLP_PROTOCOL: "grpc", OTEL_EXPORTER_OTLP_ENDPOINT: "me:pass@a:4317" });
  assertEquals(grpc.traces?.publicUrl, "a:4317");
});

Deno.test("readTelemetrySettings() joins general headers and those of a signal, which win", () => {
  const { traces, metrics } = on({
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20a%2Cb%3D, x=1 ,",
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: "x=2",
  });
  assertEquals(traces?.headers, { authorization: "Bearer a,b=", x: "2" });
  assertEquals(metrics?.headers, { authorization: "Bearer a,b=", x: "1" });
});

Deno.test("readTelemetrySettings() never repeats a header that it cannot read", () => {
  const unreadable = read({ OTEL_EXPORTER_OTLP_HEADERS: "a=1,hunter2,b=%zz,=hunter2" }, { otel: true });
  assertEquals(unreadable.warnings, [
    'Cannot use all of variable "OTEL_EXPORTER_OTLP_HEADERS": found entry 2 without "=", expected name=value, so it is left out',
    'Cannot use all of variable "OTEL_EXPORTER_OTLP_HEADERS": found entry 3 ("b") with a "%" that encodes nothing, so it is left out',
    'Cannot use all of variable "OTEL_EXPORTER_OTLP_HEADERS": found entry 4 without a name, expected name=value, so it is left out',
  ]);
});

/** Entries that cannot be used, in every form: `SECRET` is what nobody may see. */
const BAD_ENTRIES = {
  "no pair": "SECRET",
  "no name": "=SECRET",
  "a percent sign": "x=SECRET%zz",
  "a line break": "x=SECRET%0A",
  "a name with a blank": "x%20y=SECRET",
  "a header of the connection": "host=SECRET",
  "a header of the protocol": "Content-Type=SECRET",
};
const ENTRY_VARIABLES = ["HEADERS", "TRACES_HEADERS", "METRICS_HEADERS"].map((form) => `OTEL_EXPORTER_OTLP_${form}`);

for (const [kind, entry] of Object.entries(BAD_ENTRIES)) {
  Deno.test(`readTelemetrySettings() leaves a header out with a warning, and an error where required: ${kind}`, () => {
    for (const variable of ENTRY_VARIABLES) {
      const variables = { [variable]: `good=1,${entry}` };
      const { settings, warnings } = readTelemetrySettings(environmentOf(variables), { otel: true });
      assert(settings.enabled);
      const kept = variable.includes("METRICS") ? settings.metrics : settings.traces;
      assertEquals([kept?.headers, warnings.length], [{ good: "1" }, 1]);
      const error = assertThrows(() => on(variables, { isRequired: true }), UsageError, `variable "${variable}"`);
      assert(!`${warnings} ${error.message} ${error.hint}`.includes("SECRET"), `${warnings} ${error.message}`);
    }
  });
}

Deno.test("readTelemetrySettings() leaves content-type out with a warning for grpc, too", () => {
  const variables = {
    OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
    OTEL_EXPORTER_OTLP_HEADERS: "good=1,content-type=SECRET",
  };
  const { settings, warnings } = readTelemetrySettings(environmentOf(variables), { otel: true });
  assert(settings.enabled);
  assertEquals(settings.traces?.headers, { good: "1" });
  assertEquals(warnings, [
    'Cannot use all of variable "OTEL_EXPORTER_OTLP_HEADERS": found header "content-type", which follows from the protocol, so it is left out',
  ]);
});

Deno.test("readTelemetrySettings() warns of a header that stands twice with different values, and takes the last", () => {
  for (const isRequired of [false, true]) {
    const variables = { OTEL_EXPORTER_OTLP_HEADERS: "x-a=SECRET1,y=1,X-A=SECRET2,y=1" };
    const { settings, warnings } = readTelemetrySettings(environmentOf(variables), { otel: true, isRequired });
    assert(settings.enabled);
    assertEquals(settings.traces?.headers, { "X-A": "SECRET2", y: "1" });
    assertEquals(warnings, [
      'Cannot use all of variable "OTEL_EXPORTER_OTLP_HEADERS": found entry 1 ("x-a") again as entry 3 ("X-A"), which counts',
    ]);
  }
});

Deno.test("readTelemetrySettings() warns of a resource attribute that stands twice; letters differ there", () => {
  const variables = { OTEL_RESOURCE_ATTRIBUTES: "a=1,A=2,a=3" };
  const { settings, warnings } = readTelemetrySettings(environmentOf(variables), { otel: true });
  assert(settings.enabled);
  assertEquals(settings.resourceAttributes, { a: "3", A: "2" });
  assertEquals(warnings, [
    'Cannot use all of variable "OTEL_RESOURCE_ATTRIBUTES": found entry 1 ("a") again as entry 3 ("a"), which counts',
  ]);
});

Deno.test("readTelemetrySettings() has the same rule for OTEL_RESOURCE_ATTRIBUTES", () => {
  const variables = { OTEL_RESOURCE_ATTRIBUTES: "team=a,SECRET" };
  const { warnings } = read(variables, { otel: true });
  assertEquals(warnings, [
    'Cannot use all of variable "OTEL_RESOURCE_ATTRIBUTES": found entry 2 without "=", expected name=value, so it is left out',
  ]);
  assertThrows(() => on(variables, { isRequired: true }), UsageError, 'Cannot use variable "OTEL_RESOURCE_ATTRIBUTES"');
});

for (
  const entry of ["x=SÉCRET", "x=SECRET%0A", "x=SECRET%09", "a%2Fb=SECRET", "key-bin=SECRET", "Connection=SECRET"]
) {
  Deno.test(`readTelemetrySettings() refuses a header that grpc cannot send, by its name alone: ${entry}`, () => {
    const variables = { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc", OTEL_EXPORTER_OTLP_HEADERS: entry };
    const error = assertThrows(() => on(variables), UsageError, "which HTTP/2 does not allow");
    const name = decodeURIComponent(entry.split("=")[0] ?? "");
    assertStringIncludes(error.message, `found header "${name}" in variable "OTEL_EXPORTER_OTLP_HEADERS"`);
    assert(!/S.CRET/.test(`${error.message} ${error.hint}`));
  });
}

Deno.test("readTelemetrySettings() warns of the path of a signal in the general endpoint, once", () => {
  const pasted = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://a:4318/v1/traces/" };
  const { settings, warnings } = readTelemetrySettings(environmentOf(pasted), { otel: true });
  assert(settings.enabled);
  assertEquals(settings.traces?.url, "http://a:4318/v1/traces/v1/traces");
  assertEquals(warnings.length, 1);
  assertStringIncludes(warnings[0] ?? "", 'found a path that ends with "/v1/traces", to which "/v1/traces" and');
  assertEquals(read({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://a:4318/v1/traces" }, { otel: true }).warnings, []);
  const grpc = { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc", OTEL_EXPORTER_OTLP_ENDPOINT: "http://a:4317/v1/traces" };
  assertEquals(read(grpc, { otel: true }).warnings, [
    'Cannot use all of variable "OTEL_EXPORTER_OTLP_ENDPOINT": found the path "/v1/traces", which grpc has no use for',
  ]);
});

Deno.test("readTelemetrySettings() reads certificates, and --ca where no variable names any", () => {
  const certificates = (variables: Variables, options?: TelemetryOptions) =>
    on(variables, options).traces?.certificates;
  assertEquals(
    certificates({
      OTEL_EXPORTER_OTLP_CERTIFICATE: "ca.pem",
      OTEL_EXPORTER_OTLP_CLIENT_KEY: "a.key",
      OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY: "b.key",
      OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: "a.pem",
    }, { ca: "other.pem" }),
    { authorities: "ca.pem", alsoTrusted: "other.pem", client: { key: "b.key", certificate: "a.pem" } },
  );
  assertEquals(certificates({}, { ca: "other.pem" }), { authorities: null, alsoTrusted: "other.pem", client: null });
});

Deno.test("readTelemetrySettings() warns of a client key without a certificate", () => {
  const { warnings } = read({ OTEL_EXPORTER_OTLP_CLIENT_KEY: "a.key" }, { otel: true });
  assertStringIncludes(warnings.join(), "found one of client key and certificate, expected both");
});

Deno.test("readTelemetrySettings() reads timeout, compression and the switches of a signal", () => {
  const { traces, metrics } = on({
    OTEL_EXPORTER_OTLP_TIMEOUT: "500",
    OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: "700",
    OTEL_EXPORTER_OTLP_METRICS_COMPRESSION: "gzip",
  });
  assertEquals([traces?.timeoutMs, metrics?.timeoutMs], [700, 500]);
  assertEquals([traces?.compression, metrics?.compression], ["none", "gzip"]);
  assertEquals(on({ OTEL_TRACES_EXPORTER: "none" }).traces, null);
  assertEquals(on({ OTEL_METRICS_EXPORTER: "none" }).metrics, null);
});

Deno.test("readTelemetrySettings() reads the sampler", () => {
  const sampler = (name: string, ratio = "") =>
    on({ OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: ratio }).sampler;
  assertEquals(sampler("always_off"), { kind: "always_off", parentBased: false, ratio: 1 });
  assertEquals(sampler("parentbased_traceidratio", "0.25"), { kind: "traceidratio", parentBased: true, ratio: 0.25 });
  assertEquals(sampler("traceidratio"), { kind: "traceidratio", parentBased: false, ratio: 1 });
  assertEquals(sampler("always_on", "x"), { kind: "always_on", parentBased: false, ratio: 1 });
});

Deno.test("readTelemetrySettings() reads the resource, and OTEL_SERVICE_NAME wins", () => {
  const attributes = "service.name=shop,team=a%2Cb";
  assertEquals(on({ OTEL_RESOURCE_ATTRIBUTES: attributes }).serviceName, "shop");
  const { serviceName, resourceAttributes } = on({ OTEL_RESOURCE_ATTRIBUTES: attributes, OTEL_SERVICE_NAME: "mine" });
  assertEquals([serviceName, resourceAttributes.team], ["mine", "a,b"]);
});

Deno.test("readTelemetrySettings() takes the nearer limit", () => {
  const { limits } = on({
    OTEL_ATTRIBUTE_COUNT_LIMIT: "10",
    OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: "20",
    OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: "30",
  });
  assertEquals([limits.attributes, limits.attributeLength], [30, 20]);
});

Deno.test("readTelemetrySettings() warns of what it cannot understand, and takes the default", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["OTEL_BSP_MAX_QUEUE_SIZE", "many", 'found "many", expected a whole number from 1 to 1000000'],
    ["OTEL_BSP_EXPORT_TIMEOUT", "1.5", 'found "1.5", expected a whole number from 1 to 604800000'],
    ["OTEL_EXPORTER_OTLP_TIMEOUT", "0", 'found "0", expected a whole number from 1 to 604800000'],
    ["OTEL_EXPORTER_OTLP_COMPRESSION", "zstd", 'found "zstd", expected one of none, gzip'],
    ["OTEL_TRACES_EXPORTER", "console", 'found "console", expected one of otlp, none'],
    ["OTEL_LOG_LEVEL", "loud", 'found "loud", expected one of none, error, warn, info, debug, verbose, all'],
    ["OTEL_RESOURCE_ATTRIBUTES", "x", 'found entry 1 without "="'],
    ["OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "low", "expected one of cumulative, delta, lowmemory"],
  ];
  for (const [name, text, problem] of cases) {
    const { warnings, settings } = readTelemetrySettings(environmentOf({ [name]: text }), { otel: true });
    assertEquals(warnings.length, 1);
    assertStringIncludes(warnings[0] ?? "", `Cannot use all of variable "${name}": `);
    assertStringIncludes(warnings[0] ?? "", problem);
    assertEquals(settings, on({}));
  }
  const { warnings } = read({ OTEL_TRACES_SAMPLER: "traceidratio", OTEL_TRACES_SAMPLER_ARG: "2" }, { otel: true });
  assertStringIncludes(warnings.join(), 'found "2", expected a number from 0 to 1');
});

Deno.test("readTelemetrySettings() continues the trace in TRACEPARENT", () => {
  const variables = {
    TRACEPARENT: `00-${TRACE_ID}-${SPAN_ID}-01`,
    TRACESTATE: "vendor=1",
    BAGGAGE: "team=a",
  };
  const parent = { traceId: TRACE_ID, spanId: SPAN_ID, flags: 1, traceState: "vendor=1", baggage: "team=a" };
  assertEquals(on(variables).parent, parent);
  assertEquals(on(variables, { traceParent: false }).parent, null);
});

Deno.test("readTelemetrySettings() warns of an invalid TRACEPARENT and ignores it", () => {
  const { settings, warnings } = readTelemetrySettings(environmentOf({ TRACEPARENT: "garbage" }), { otel: true });
  assertEquals(settings, on({}));
  assertEquals(warnings, [
    'Cannot continue the trace in variable "TRACEPARENT": found "garbage", so new traces begin',
  ]);
  assertEquals(read({ TRACEPARENT: "garbage" }, { otel: true, traceParent: false }).warnings, []);
});

Deno.test("readTelemetrySettings() reads QA_RIG_OTEL_SHUTDOWN_TIMEOUT, and refuses what is no duration", () => {
  assertEquals(on({ QA_RIG_OTEL_SHUTDOWN_TIMEOUT: "500ms" }).shutdownTimeoutMs, 500);
  assertThrows(
    () => on({ QA_RIG_OTEL_SHUTDOWN_TIMEOUT: "5" }),
    UsageError,
    'Cannot read variable "QA_RIG_OTEL_SHUTDOWN_TIMEOUT": found "5", expected a duration such as 500ms, 20s or 2m',
  );
});

Deno.test("TELEMETRY_VARIABLES has every variable that is read, and no other", () => {
  const names = new Set<string>();
  for (const protocol of ["grpc", "http/json"]) {
    const variables: Variables = {
      OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
      OTEL_TRACES_SAMPLER: "traceidratio",
      TRACEPARENT: `00-${TRACE_ID}-${SPAN_ID}-01`,
    };
    const get = (name: string) => {
      names.add(name);
      return variables[name];
    };
    readTelemetrySettings({ get, isUnreadable: () => false, names: () => [], remove: () => {}, set: () => {} }, {
      otel: "on",
    });
    readTelemetrySettings({ get, isUnreadable: () => false, names: () => [], remove: () => {}, set: () => {} });
  }
  const forms = Object.entries(TELEMETRY_VARIABLES).flatMap(([name, entry]) => {
    const ofSignal = (signal: string) => name.replace("_OTLP_", `_OTLP_${signal}_`);
    return "signals" in entry ? [name, ofSignal("TRACES"), ofSignal("METRICS")] : [name];
  });
  assertEquals([...names].sort(), forms.sort());
});

function read(variables: Variables, options?: TelemetryOptions) {
  const { settings, warnings } = readTelemetrySettings(environmentOf(variables), options);
  return { enabled: settings.enabled, warnings };
}

function on(variables: Variables, options: TelemetryOptions = {}): TelemetryOn {
  const { settings } = readTelemetrySettings(environmentOf(variables), { otel: true, ...options });
  assert(settings.enabled);
  return settings;
}
