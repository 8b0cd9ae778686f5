import { assert, assertEquals, assertMatch } from "../assert.ts";
import { readEvents } from "../../lib/report/read_events.ts";
import { reduceEvents } from "../../lib/report/reduce_events.ts";
import { RunWarnings } from "../../lib/run/run_warnings.ts";
import type { RunEvent } from "../../lib/run/event.ts";
import { type FileSystem, realHost } from "../../lib/host.ts";
import { main } from "../../main.ts";
import { fakeHost, inFolder } from "../fake_host.ts";
import { readReport } from "../program.ts";
import { closedPort } from "../telemetry/faulty_collector.ts";
import { flowTest, runFlowText } from "./run_flow_text.ts";

const FILES = ["report.html", "junit.xml", "ctrf-report.json", "out.tap", "github.txt", "list.txt"];
const REPORTERS = ["html", "junit", "ctrf", "tap=qa-rig-report/out.tap", "github=qa-rig-report/github.txt"];

flowTest(
  "Whatever the run has to warn of stands in every report, in the events and once on standard error",
  async () => {
    const files = new Map<string, string>();
    const summary = await Deno.makeTempFile({ prefix: "qa-rig-test-" });
    const { code, report, stdout, stderr } = await runFlowText(
      "flow: A\nsecrets: {pin: {env: PIN}, code: {env: CODE}}\nsteps: [{set: {a: 1}}, {evaluate: {script: \"'tea'.repeat(2)\", as: got}}]\n",
      {
        args: [
          "--otel",
          ...[...REPORTERS, "list=qa-rig-report/list.txt", "list"].flatMap((name) => ["--reporter", name]),
        ],
        env: {
          PIN: "1234",
          CODE: "12345",
          QA_RIG_WROKERS: "2",
          OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${closedPort()}`,
          OTEL_BSP_SCHEDULE_DELAY: "soon",
          GITHUB_STEP_SUMMARY: summary,
        },
        look: async (folder) => {
          for (const name of [...FILES, "events.jsonl"]) {
            files.set(name, await Deno.readTextFile(`${folder}/qa-rig-report/${name}`).catch(() => ""));
          }
        },
      },
    );
    assertEquals(code, 0, stderr);
    const said = report.warnings.map(({ message }) => message);
    const wanted = [/QA_RIG_WROKERS/, /Secret "pin"/, /Secret "code"/, /OTEL_BSP_SCHEDULE_DELAY/, /[Tt]elemetry|spans/];
    for (const pattern of wanted) {
      assert(
        said.some((message) => pattern.test(message)),
        `${pattern} in ${said.join("\n")}`,
      );
    }
    for (const message of said) {
      assertEquals(
        stderr.split(`warning: ${message}\n`).length,
        2,
        `${message} in ${stderr}`,
      );
    }
    assert(!stdout.includes("warning:"), stdout);
    const events = readEvents(files.get("events.jsonl") ?? "");
    assertEquals(reduceEvents(events).warnings, report.warnings);
    assertEquals(events[0]?.type, "run_started");
    files.set("summary.md", await Deno.readTextFile(summary));
    await Deno.remove(summary);
    for (const name of [...FILES, "summary.md"]) {
      for (
        const word of ["QA_RIG_WROKERS", "masked as a whole word only", "OTEL_BSP_SCHEDULE_DELAY", "deliver telemetry"]
      ) {
        // Markdown is escaped.
        assert(files.get(name)?.replaceAll("\\", "").includes(word), `${word} in ${name}: ${files.get(name)}`);
      }
    }
  },
);

flowTest(
  "A report that cannot be closed is a warning in report.json, which has the exit code of the program",
  async () => {
    const { files } = realHost();
    let tries = 0;
    const full: FileSystem = {
      ...files,
      replace: (path, content, options) =>
        path.endsWith("junit.xml") && ++tries === 2
          ? Promise.reject(new Error("the disk is full"))
          : files.replace(path, content, options),
    };
    await inFolder({ "a.flow.yaml": "flow: A\nsteps: [{set: {a: 1}}]\n" }, async (cwd) => {
      const env = Object.fromEntries(
        ["HOME", "PATH", "XDG_CACHE_HOME", "QA_RIG_BROWSER_PATH"].map((name) => [name, Deno.env.get(name) ?? ""]),
      );
      const host = fakeHost({
        args: ["run", "a.flow.yaml", "--reporter", "junit"],
        env,
        cwd,
        overrides: { files: full },
      });
      assertEquals(await main(host), 4, host.written.stderr);
      const report = await readReport(`${cwd}/qa-rig-report`);
      assertEquals(report.warnings.map(({ message }) => message), ['Cannot write report "junit": the disk is full']);
      assertEquals([report.status, report.exit], ["broken", { code: 4, reasons: ["broken"] }]);
      assertMatch(host.written.stderr, /error: Cannot write report "junit": the disk is full/);
    });
  },
);

flowTest("A short secret that is captured in the middle of a run is a warning of the run", async () => {
  const { report } = await runFlowText(
    "flow: A\nsteps:\n  - goto: /\n  - evaluate: \"document.querySelector('h1').textContent = 'tea-9'\"\n  - capture: {css: h1, as: pin, secret: true}\n",
  );
  assertMatch(report.warnings[0]?.message ?? "", /masked as a whole word only/);
});

Deno.test("RunWarnings keeps what comes before the start for after it", async () => {
  const host = fakeHost();
  const seen: string[] = [];
  const warnings = new RunWarnings(host, (text) => text.replace("hunter2", "***"));
  const emit = (event: RunEvent) => {
    seen.push(event.type === "warning" ? event.warning.message : event.type);
    return Promise.resolve();
  };
  warnings.warn("early hunter2");
  warnings.keep("said");
  await warnings.pass({ type: "run_started" } as unknown as RunEvent, emit);
  warnings.warn("in time");
  assertEquals(seen, ["run_started", "early ***", "said", "in time"]);
  assertEquals(host.written.stderr, "warning: early ***\nwarning: in time\n");
});
