import { assert, assertEquals, assertMatch } from "../assert.ts";
import { inFolder } from "../fake_host.ts";
import { RUN } from "../../lib/run/result.ts";
import { readReport, runProgram } from "../program.ts";
import { fakeCollector } from "../telemetry/fake_collector.ts";
import { spansOf } from "../telemetry/otlp_json.ts";
import { startCollector } from "./collector.ts";

const EXECUTABLE = Deno.env.get("TEST_EXECUTABLE");

/** Runs the executable where nothing but it and the user's cache is known: no Deno, no Node. */
async function run(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  if (EXECUTABLE === undefined) {
    throw new Error("Cannot test the executable: found no variable TEST_EXECUTABLE, expected its path");
  }
  const browser = Deno.env.get("QA_RIG_BROWSER_PATH");
  const known = {
    // A folder without programs: neither Deno nor Node can be found.
    PATH: cwd,
    HOME: Deno.env.get("HOME") ?? cwd,
    ...(browser ? { QA_RIG_BROWSER_PATH: browser } : {}),
  };
  return await runProgram(args, { cwd, env: { ...known, ...env }, clearEnv: true, executable: EXECUTABLE });
}

Deno.test("The executable says that it is compiled", () =>
  inFolder({}, async (folder) => {
    const { code, stdout } = await run(["--version", "--json"], folder);
    assertEquals(code, 0);
    assertEquals(JSON.parse(stdout).compiled, true);
  }));

Deno.test("The executable runs the demo in an empty folder", () =>
  inFolder({}, async (folder) => {
    const { code, stdout, stderr } = await run(["demo"], folder);
    assertEquals(code, 0, stdout + stderr);
    const report = RUN.parse(await readReport(`${folder}/qa-rig-report`));
    assertEquals(report.tool.compiled, true);
    assert(report.flows_passed >= 3);
    assertMatch(stdout.trimEnd().split("\n").at(-1) ?? "", /qa-rig-report\/report\.json$/);
  }));

Deno.test("The executable shows what a failure looks like", () =>
  inFolder({}, async (folder) => {
    const { code, stdout } = await run(["demo", "--fail"], folder);
    assertEquals(code, 1);
    assertMatch(stdout, /FAIL/);
  }));

Deno.test("The executable validates a flow file and shows the place of a mistake", () =>
  inFolder({ "a.flow.yaml": "flow: A\nsteps:\n  - clik: Sign in\n" }, async (folder) => {
    const { code, stderr, stdout } = await run(["validate", "a.flow.yaml"], folder);
    assertEquals(code, 3);
    assertMatch(stderr + stdout, /a\.flow\.yaml:3:5/);
  }));

for (const protocol of ["http/json", "http/protobuf"] as const) {
  Deno.test(`The executable sends its spans over ${protocol}`, () =>
    inFolder({}, async (folder) => {
      await using collector = fakeCollector(() =>
        new Response(protocol === "http/json" ? "{}" : new Uint8Array(), {
          headers: { "content-type": protocol === "http/json" ? "application/json" : "application/x-protobuf" },
        })
      );
      const { code, stdout, stderr } = await run(["demo", "--otel", "--require-telemetry"], folder, {
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      });
      assertEquals(code, 0, stdout + stderr);
      const report = await readReport(`${folder}/qa-rig-report`);
      const executed = report.flows.reduce((sum, flow) => sum + 1 + flow.steps_executed, 0);
      assertEquals(report.telemetry.spans.accepted, report.telemetry.spans.recorded);
      assert(report.telemetry.spans.accepted >= executed);
      const traces = collector.requests.filter(({ path }) => path === "/v1/traces");
      assert(traces.length > 0);
      if (protocol === "http/json") {
        assertEquals(collector.json("/v1/traces").flatMap(spansOf).length, report.telemetry.spans.accepted);
      }
    }));
}

const FLOW = 'flow: A\nsteps:\n  - goto: "data:text/html,<h1>Hi</h1>"\n';
const FAILING = `${FLOW}  - {expect: {text: Nothing}, timeout: 200ms}\n`;

/** A collector that is not there. */
const DEAD = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1", QA_RIG_OTEL_SHUTDOWN_TIMEOUT: "500ms" };

for (
  const [code, args, env] of [
    [0, ["run", "a.flow.yaml"], {}],
    [0, ["plan", "a.flow.yaml"], {}],
    [0, ["--licenses"], {}],
    [1, ["run", "failing.flow.yaml"], {}],
    [2, ["run", "a.flow.yaml", "--no-such-option"], {}],
    [3, ["run", "broken.flow.yaml"], {}],
    [4, ["run", "a.flow.yaml", "--browser-path", "nowhere"], {}],
    [5, ["run", "a.flow.yaml", "--otel", "--require-telemetry"], DEAD],
  ] as const
) {
  Deno.test(`The executable ends ${args.join(" ")} with ${code}`, () =>
    inFolder({ "a.flow.yaml": FLOW, "failing.flow.yaml": FAILING, "broken.flow.yaml": "flow: A\n" }, async (folder) => {
      const ended = await run(args, folder, env);
      assertEquals(ended.code, code, ended.stdout + ended.stderr);
    }));
}

Deno.test("The executable says that grpc needs a newer runtime, or delivers over it", () =>
  inFolder({ "a.flow.yaml": FLOW }, async (folder) => {
    await using collector = await startCollector();
    const { code, stderr } = await run(["run", "a.flow.yaml", "--otel", "--require-telemetry"], folder, {
      OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.grpcUrl,
    });
    if (code !== 0) {
      assertMatch(`${code} ${stderr}`, /^2 .*protocol "grpc": found Deno 2\.[0-7]\..*OTEL_EXPORTER_OTLP_PROTOCOL/s);
    }
  }));

for (const protocol of ["http/json", "http/protobuf"] as const) {
  Deno.test(`A real collector takes all spans of the executable over ${protocol}`, () =>
    inFolder({ "a.flow.yaml": FLOW }, async (folder) => {
      await using collector = await startCollector();
      const { code, stdout, stderr } = await run(["run", "a.flow.yaml", "--otel", "--require-telemetry"], folder, {
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.httpUrl,
      });
      assertEquals(code, 0, stdout + stderr);
      assertEquals((await readReport(`${folder}/qa-rig-report`)).telemetry.spans.accepted, 2);
    }));
}
