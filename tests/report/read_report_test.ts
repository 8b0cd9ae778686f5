import { UsageError } from "../../lib/errors.ts";
import { readReport, reportProblems } from "../../lib/report/read_report.ts";
import { reduceEvents } from "../../lib/report/reduce_events.ts";
import { replayReport } from "../../lib/report/replay_report.ts";
import type { RunResult } from "../../lib/run/result.ts";
import { assertEquals, assertThrows } from "../assert.ts";
import { SAMPLE_RUNS } from "./sample_runs.ts";

function sample(name: string): RunResult {
  return reduceEvents(SAMPLE_RUNS[name] ?? []);
}

for (const name of Object.keys(SAMPLE_RUNS).filter((name) => name !== "hostile")) {
  Deno.test(`readReport() gives back the report of the run "${name}"`, () => {
    assertEquals(readReport(JSON.stringify(sample(name)), "report.json"), sample(name));
    assertEquals(reportProblems(JSON.stringify(sample(name))), []);
  });
}

/** JSON that may be changed. */
function changeable(name: string) {
  return JSON.parse(JSON.stringify(sample(name)));
}

Deno.test("readReport() leaves out keys of a later version, and takes null for those of an earlier one", () => {
  const later = changeable("failed");
  later.added = 1;
  later.flows[0].steps[0].added = { deep: true };
  assertEquals(readReport(JSON.stringify(later), "report.json"), sample("failed"));
  const earlier = changeable("failed");
  delete earlier.shard;
  delete earlier.flows[0].row;
  assertEquals(readReport(JSON.stringify(earlier), "report.json"), sample("failed"));
});

Deno.test("reportProblems() still names what readReport() forgives", () => {
  const later = { ...changeable("empty"), added: 1 };
  assertEquals(reportProblems(JSON.stringify(later)).map(({ path }) => path), [""]);
});

Deno.test("readReport() says where a report is none", () => {
  const wrong = changeable("failed");
  wrong.flows[0].steps[1].status = "fine";
  const messageOf = (text: string) => assertThrows(() => readReport(text, "a.json"), UsageError).message;
  assertEquals(messageOf("{"), 'Cannot read report "a.json": it is no JSON');
  assertEquals(messageOf("null"), 'Cannot read report "a.json": expected object, received null');
  assertEquals(
    messageOf(JSON.stringify(wrong)).split(":")[0],
    'Cannot read report "a.json" at "flows.0.steps.1.status"',
  );
  assertEquals(messageOf('{"schema_version": 2}').split(":")[0], 'Cannot read report "a.json" at "schema_version"');
});

for (const name of ["empty", "passed", "failed", "flaky", "broken", "rows", "nested", "everything"]) {
  Deno.test(`replayReport() leads to the same report again, of the run "${name}"`, () => {
    assertEquals(reduceEvents(replayReport(sample(name))), sample(name));
  });
}

/** What readers of a report could not work with, each with the words that say so. */
// deno-lint-ignore no-explicit-any
const UNFIT: readonly (readonly [path: string, change: (run: any) => void, message: string])[] = [
  [
    "started_at",
    (run) => run.started_at = "not-a-date",
    'expected a time such as 2026-01-31T09:00:00.000Z, before 2200, found "not-a-date"',
  ],
  [
    "flows.0.attempts.0.started_at",
    (run) => run.flows[0].attempts[0].started_at = "2026-02-30T25:00:00.000Z",
    'expected a time such as 2026-01-31T09:00:00.000Z, before 2200, found "2026-02-30T25:00:00.000Z"',
  ],
  ["duration_ms", (run) => run.duration_ms = 1e300, "Too big: expected number to be <=3155760000000"],
  [
    "shard",
    (run) => run.shard = "2/20000000",
    'expected a part and a count such as 2/5, of at most 10000, found "2/20000000"',
  ],
  ["flows_total", (run) => run.flows_total = 7, "expected 3, as its flows are, found 7"],
  [
    "exit.code",
    (run) => run.exit.code = 0,
    'expected another code, as the status of flow "flows/checkout.flow.yaml" is "failed", found 0',
  ],
  [
    "flows.1.id",
    (run) => run.flows[1].id = run.flows[0].id,
    'expected an id of its own, found "flows/checkout.flow.yaml" once more',
  ],
  [
    "flows.0.attempts.1.number",
    (run) => run.flows[0].attempts.push(run.flows[0].attempts[0]),
    "expected a number of its own, found 1 once more",
  ],
  [
    "flows.0.passed",
    (run) => run.flows[0].passed = true,
    'expected false, as its status is "failed", found true',
  ],
  [
    "flows.0.steps.0.passed",
    (run) => run.flows[0].steps[0].passed = false,
    'expected true, as its status is "passed", found false',
  ],
  ...["/etc/passwd", "C:/x", "a/../../x", "..\\x", "", "a//b"].map((path) =>
    [
      "flows.0.artifacts.0.path",
      // deno-lint-ignore no-explicit-any
      (run: any) => run.flows[0].artifacts = [{ kind: "trace", path, media_type: "", size: 1 }],
      `expected a path below the folder of the report, found ${JSON.stringify(path)}`,
    ] as const
  ),
];

for (const [path, change, message] of UNFIT) {
  Deno.test(`reportProblems() and readReport() say of "${path}": ${message}`, () => {
    const run = changeable("failed");
    change(run);
    const text = JSON.stringify(run);
    assertEquals(reportProblems(text)[0], { path, message });
    const { message: said } = assertThrows(() => readReport(text, "a.json"), UsageError);
    assertEquals(said, `Cannot read report "a.json" at "${path}": ${message}`);
  });
}
