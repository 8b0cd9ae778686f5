import { fileURLToPath } from "node:url";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "../assert.ts";
import { inFolder } from "../fake_host.ts";
import { runProgram } from "../program.ts";
import { EXIT_CODES } from "../../lib/exit_code.ts";
import type { RunResult, StepResult } from "../../lib/run/result.ts";
import { rawServer } from "./faulty_collector.ts";
import { runOnSite, type SiteRun } from "./site_run.ts";

const CONFIG = fileURLToPath(new URL("../../deno.json", import.meta.url));

/** All that the program needs but the network. */
const NO_NETWORK = ["--no-prompt", "--allow-read", "--allow-write", "--allow-env", "--allow-sys", "--allow-run"];

const FLOW = {
  "a.flow.yaml": `
flow: Guest opens the cart
steps:
  - goto: /
  - group: {name: Open, steps: [{click: {role: link, name: Cart}}]}
`,
};

Deno.test("a run without telemetry has ids of zeros and a receipt that says so", async () => {
  await using listener = rawServer(() => {});
  const { code, stderr, report } = await runOnSite(FLOW, { env: { OTEL_EXPORTER_OTLP_ENDPOINT: listener.url } });
  assertEquals([code, stderr], [0, ""]);
  assertEquals(traceIdsOf(report), ["0".repeat(32)]);
  assertEquals(spanIdsOf(report), ["0".repeat(16)]);
  assertEquals([report.telemetry.enabled, report.telemetry.delivered, report.telemetry.flush_ms], [false, null, null]);
  assertEquals(listener.connections.length, 0);
});

Deno.test("a run without telemetry loads no OpenTelemetry", () =>
  withPoison(async (denoArgs) => {
    const off = await runOnSite(FLOW, { denoArgs });
    assertEquals([off.code, off.stderr], [0, ""]);
    const on = await inFolder(FLOW, (cwd) => runProgram(["run", "a.flow.yaml", "--otel"], { cwd, denoArgs }));
    assertEquals(on.code, EXIT_CODES.broken.code);
    assertStringIncludes(on.stderr, "'@opentelemetry/api'");
  }));

Deno.test("a run without telemetry asks for no network of its own", () =>
  inFolder({}, async (folder) => {
    const denoArgs = ["--config", CONFIG, ...NO_NETWORK];
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector.example:4318", QA_RIG_OTEL_SHUTDOWN_TIMEOUT: "100ms" };
    const asked = async (name: string, args: readonly string[]) => {
      const path = `${folder}/${name}.jsonl`;
      const { code } = await runOnSite(FLOW, { denoArgs, args, env: { ...env, DENO_AUDIT_PERMISSIONS: path } });
      assertEquals(code, 0);
      return networkIn(await Deno.readTextFile(path));
    };
    assertEquals(await asked("off", []), []);
    assertEquals(await asked("on", ["--otel"]), ["collector.example:4318"]);
  }));

const SWITCHES = {
  on: ["TRUE", "yes", "on", "1", " On "],
  off: ["0", "no", "", "off", "FALSE"],
};

for (const [state, values] of Object.entries(SWITCHES)) {
  for (const value of values) {
    Deno.test(`QA_RIG_OTEL_ENABLED="${value}" is ${state}`, async () => {
      const { code, stderr, report } = await runNothing({ QA_RIG_OTEL_ENABLED: value });
      assertEquals([code, stderr], [0, NOTICE]);
      assertEquals(report.telemetry.enabled, state === "on");
    });
  }
}

Deno.test('QA_RIG_OTEL_ENABLED="maybe" is off and warns once', async () => {
  const { code, stderr, report } = await runNothing({ QA_RIG_OTEL_ENABLED: "maybe" });
  assertEquals([code, report.telemetry.enabled], [0, false]);
  assertMatch(stderr.replace(NOTICE, ""), /^warning: Cannot use variable "QA_RIG_OTEL_ENABLED": found "maybe".*\n$/);
});

Deno.test("OTEL_SDK_DISABLED=true wins and says so", async () => {
  const { code, stderr, report } = await runNothing({ QA_RIG_OTEL_ENABLED: "1", OTEL_SDK_DISABLED: "true" });
  assertEquals([code, report.telemetry.enabled], [0, false]);
  assertMatch(stderr.replace(NOTICE, ""), /^warning: Telemetry is off.*OTEL_SDK_DISABLED.*\n$/);
});

const NOTICE = "Nothing to run: no flow is in shard 2/2\n";

/** A run of no flow, which needs no browser. */
function runNothing(env: Readonly<Record<string, string>>): Promise<SiteRun> {
  return runOnSite(FLOW, { args: ["--shard", "2/2"], env });
}

/** Gives `deno run` a configuration in which every package of OpenTelemetry fails as soon as it is loaded. */
async function withPoison(body: (denoArgs: readonly string[]) => Promise<void>): Promise<void> {
  const config = JSON.parse(await Deno.readTextFile(CONFIG));
  const names = Object.keys(config.imports).filter((name) => /^@(opentelemetry|grpc)\//.test(name));
  assert(names.length > 5);
  const poison = Object.fromEntries(names.map((name) => [name, "data:text/javascript,throw new Error('poisoned')"]));
  const poisoned = JSON.stringify({ ...config, imports: { ...config.imports, ...poison } });
  await inFolder(
    // The lock file names the versions that are cached; without one, the registry would be asked.
    { "deno.json": poisoned, "deno.lock": await Deno.readTextFile(new URL("../../deno.lock", import.meta.url)) },
    (folder) => body(["--config", `${folder}/deno.json`, "--allow-net", ...NO_NETWORK]),
  );
}

/** Hosts that a process wanted to reach, by the log of `DENO_AUDIT_PERMISSIONS`. */
function networkIn(log: string): readonly string[] {
  const entries: { permission: string; value: string }[] = log.trim().split("\n").map((line) => JSON.parse(line));
  const asked = entries.filter(({ permission }) => permission === "net");
  // Asked for as a URL first, then as a host.
  return [...new Set(asked.map(({ value }) => URL.canParse(value) && URL.parse(value)?.host || value))];
}

function traceIdsOf({ trace_id, flows }: RunResult): readonly string[] {
  const ids = flows.flatMap((flow) => [flow.trace_id, ...flow.attempts.map((attempt) => attempt.trace_id)]);
  return [...new Set([trace_id, ...ids])];
}

function spanIdsOf({ flows }: RunResult): readonly string[] {
  const ofSteps = (steps: readonly StepResult[]): readonly string[] =>
    steps.flatMap((step) => [step.span_id, ...ofSteps(step.steps)]);
  const ids = flows.flatMap((flow) => [
    flow.span_id,
    ...flow.attempts.map((attempt) => attempt.span_id),
    ...ofSteps(flow.steps),
  ]);
  assert(ids.length === 5);
  return [...new Set(ids)];
}
