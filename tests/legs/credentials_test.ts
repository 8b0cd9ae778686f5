import { ACTIONS } from "../../lib/actions/mod.ts";
import { OPTION_NAMES, optionEntry, optionKey, optionVariable } from "../../lib/cli/options.ts";
import { FLOW_KEYS } from "../../lib/flow/flow_keys.ts";
import { PROXY_VARIABLES } from "../../lib/network/proxies.ts";
import { TELEMETRY_VARIABLES } from "../../lib/telemetry/telemetry_variables.ts";
import { assert } from "../assert.ts";
import { assertNoLeak, Canaries, commandLines, type Output, outputs, READERS, textsFor } from "../credential_places.ts";

/**
 * Every option, variable and key with credentials, as it is meant and with the mistakes that people make; the tables of the
 * program say which there are, so that a new one is tried as soon as it is there.
 */
const VALUED = OPTION_NAMES.filter((name) => optionEntry(name).kind !== "flag");

Deno.test("no output shows a credential that was given by an option", async () => {
  const canaries = new Canaries();
  const all: Output[] = [];
  for (const name of VALUED) {
    for (const text of textsFor(name, `option --${name}`, canaries)) {
      for (const line of commandLines(name)) all.push(...await outputs([...line, `--${name}=${text}`]));
    }
  }
  assert(all.length > 500, `${all.length} outputs`);
  assertNoLeak(canaries, all);
});

Deno.test("no output shows a credential that was given by a variable of an option", async () => {
  const canaries = new Canaries();
  const all: Output[] = [];
  for (const name of VALUED) {
    const variable = optionVariable(name);
    if (variable === null) continue;
    for (const text of textsFor(name, `variable ${variable}`, canaries)) {
      for (const line of commandLines(name)) all.push(...await outputs(line, { env: { [variable]: text } }));
    }
  }
  assert(all.length > 400, `${all.length} outputs`);
  assertNoLeak(canaries, all);
});

Deno.test("no output shows a credential that was given in qa-rig.yaml", async () => {
  const canaries = new Canaries();
  const all: Output[] = [];
  for (const name of VALUED) {
    const place = `key ${optionKey(name)} of qa-rig.yaml`;
    for (const text of textsFor(name, place, canaries)) {
      for (const written of [text, JSON.stringify(text), `[${JSON.stringify(text)}]`]) {
        const files = { "qa-rig.yaml": `${optionKey(name)}: ${written}\n` };
        for (const line of commandLines(name)) all.push(...await outputs(line, { files }));
      }
    }
  }
  assertNoLeak(canaries, all);
});

Deno.test("no output shows a credential that was given by a variable of telemetry or of a proxy", async () => {
  const canaries = new Canaries();
  const all: Output[] = [];
  const signals = ["TRACES", "METRICS"];
  const names = [...Object.keys(TELEMETRY_VARIABLES), ...PROXY_VARIABLES].flatMap((name) => [
    name,
    ...signals.map((signal) => name.replace("OTEL_EXPORTER_OTLP_", `OTEL_EXPORTER_OTLP_${signal}_`)),
  ]);
  for (const name of new Set(names)) {
    const place = `variable ${name}`;
    const texts = [
      canaries.url(place),
      canaries.url(place).replace("https://", "htp//"),
      ...takesPairs(name)
        ? [
          `authorization=Bearer ${canaries.in(place)},x-api-key=${canaries.in(place)}`,
          `authorization=Bearer ${canaries.in(place)}\n`,
          `api.token=${canaries.in(place)},link=${canaries.url(place)}`,
        ]
        : [],
    ];
    for (const text of texts) {
      for (const protocol of ["http/json", "grpc"]) {
        const env = { QA_RIG_OTEL_ENABLED: "1", OTEL_EXPORTER_OTLP_PROTOCOL: protocol, [name]: text };
        all.push(...await outputs(["telemetry", "status"], { env }));
        all.push(...await outputs(["telemetry", "status", "--json"], { env }));
      }
    }
  }
  assertNoLeak(canaries, all);
});

/** Every text of an input replaced by a URL with credentials. */
function withUrls(input: unknown, url: () => string): unknown {
  if (typeof input === "string") return url();
  if (Array.isArray(input)) return input.map((entry) => withUrls(entry, url));
  if (typeof input !== "object" || input === null) return input;
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, withUrls(value, url)]));
}

Deno.test("no output shows a credential in a URL that any key of a step or a flow has", async () => {
  const canaries = new Canaries();
  const all: Output[] = [];
  for (const { name, example } of Object.values(ACTIONS)) {
    const url = () => canaries.url(`an input of ${name}`);
    const inputs = [withUrls(example, url), url(), ...oneByOne(example, url)];
    for (const input of inputs) {
      const flow = JSON.stringify({ flow: "A", steps: [{ [name]: input }, { goto: url(), name: url() }] }, null, 2);
      for (const line of READERS) all.push(...await outputs(line, { files: { "a.flow.yaml": flow } }));
    }
  }
  for (const key of Object.keys(FLOW_KEYS.shape)) {
    const url = () => canaries.url(`key ${key} of a flow`);
    for (const value of [url(), url().replace("https://", "htp//"), { a: url() }, [url()], [{ url: url() }]]) {
      const flow = JSON.stringify({ flow: "A", steps: [{ goto: "/" }], [key]: value });
      for (const line of READERS) all.push(...await outputs(line, { files: { "a.flow.yaml": flow } }));
    }
  }
  assert(all.length > 1_000, `${all.length} outputs`);
  assertNoLeak(canaries, all);
});

/** An example with one of its entries replaced, for each of them. */
function oneByOne(example: unknown, url: () => string): readonly unknown[] {
  if (typeof example !== "object" || example === null) return [];
  return Object.entries(example).filter(([, value]) => typeof value === "string").map(([key]) => ({
    ...example,
    [key]: url(),
  }));
}

/** What is no pair is a name or a path, where nobody puts a header. */
function takesPairs(variable: string): boolean {
  return /HEADERS|ATTRIBUTES$/.test(variable);
}
