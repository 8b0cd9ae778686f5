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
