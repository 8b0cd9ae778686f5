import { EXIT_CODES } from "../../lib/exit_code.ts";
import { startDemoSite } from "../../lib/demo/start_demo_site.ts";
import { realHost } from "../../lib/host.ts";
import { assertEquals } from "../assert.ts";
import { inFolder } from "../fake_host.ts";
import { readReport, runProgram } from "../program.ts";
import { exportsTo } from "../telemetry/exports_to.ts";
import { fakeCollector } from "../telemetry/fake_collector.ts";
import { rawServer } from "../telemetry/faulty_collector.ts";
import { spansOf } from "../telemetry/otlp_json.ts";
import { needed } from "./needed.ts";

const PROGRAMS = {
  "from its source": {},
  "as an executable": { executable: needed("TEST_EXECUTABLE", "the executable: deno task compile") },
};

/** Enough for one retry, whose moment is that of the end. */
const DEADLINE = { QA_RIG_OTEL_SHUTDOWN_TIMEOUT: "1100ms" };

const STEPS = 30_000;
const FLOWS = {
  "passes.flow.yaml": "flow: Passes\nsteps:\n  - assert: 1 == 1\n",
  "quick.flow.yaml": `flow: Quick\ntimeout: 10m\nsteps:\n  - repeat: {times: ${STEPS}, steps: [{assert: 1 == 1}]}\n`,
};

for (const [name, program] of Object.entries(PROGRAMS)) {
  Deno.test(`300 exports that fail at once, four at a time, end with their own exit code, ${name}`, async () => {
    using closing = rawServer((connection) => connection.close());
    const endpoints = Array.from({ length: 300 }, (_, i) => i % 2 ? closing.url : "http://collector.invalid:4318");
    const codes = await exportsTo(endpoints, DEADLINE, program);
    assertEquals(codes.filter((code) => code !== EXIT_CODES.telemetry_lost.code), []);
    assertEquals(codes.length, 300);
  });

  Deno.test(`runs that pass stay green whatever their collector does, ${name}`, async () => {
    using closing = rawServer((connection) => connection.close());
    await inFolder(FLOWS, async (cwd) => {
      for (const endpoint of [closing.url, "http://collector.invalid:4318", "http://127.0.0.1:9", "http://[::1]:9"]) {
        const env = { ...DEADLINE, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint };
        const { code } = await runProgram(["run", "passes.flow.yaml", "--otel"], { cwd, env, ...program });
        const { exit, telemetry } = await readReport(`${cwd}/qa-rig-report`);
        assertEquals([code, exit.code, telemetry.delivered], [0, 0, false]);
      }
    });
  });

  Deno.test(`30,000 quick steps arrive whole at a healthy collector, ${name}`, async () => {
    let arrived = 0;
    await using collector = fakeCollector(({ path, body }) => {
      if (path === "/v1/traces") arrived += spansOf(JSON.parse(new TextDecoder().decode(body))).length;
      return Response.json({});
    });
    await using site = startDemoSite(realHost(), { port: 0 });
    await inFolder(FLOWS, async (cwd) => {
      const args = ["run", "quick.flow.yaml", "--otel", "--base-url", site.url, "--reporter", "none"];
      const env = {
        OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        QA_RIG_OTEL_SHUTDOWN_TIMEOUT: "30s",
      };
      const { code, stderr } = await runProgram(args, { cwd, env, ...program });
      const { telemetry: { spans } } = await readReport(`${cwd}/qa-rig-report`);
      // The steps, the one that repeats them, and the attempt.
      const all = STEPS + 2;
      assertEquals([code, stderr], [0, ""]);
      assertEquals([spans, arrived], [{ recorded: all, accepted: all, rejected: 0, lost: 0 }, all]);
    });
  });
}
