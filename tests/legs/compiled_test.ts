import { assert, assertEquals, assertMatch } from "../assert.ts";
import { inFolder } from "../fake_host.ts";
import { RUN } from "../../lib/run/result.ts";
import { readReport, runProgram } from "../program.ts";
import { fakeCollector } from "../telemetry/fake_collector.ts";
import { spansOf } from "../telemetry/otlp_json.ts";

const EXECUTABLE = Deno.env.get("QA_RIG_COMPILED");

/** Runs the executable where nothing but it and the user's cache is known: no Deno, no Node. */
async function run(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  if (EXECUTABLE === undefined) {
    throw new Error("Cannot test the executable: found no variable QA_RIG_COMPILED, expected its path");
  }
  const browser = Deno.env.get("QA_RIG_BROWSER_PATH");
  const known = {
    PATH: "/usr/bin:/bin",
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
