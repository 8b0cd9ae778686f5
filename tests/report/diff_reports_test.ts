import { diffReports } from "../../lib/report/diff_reports.ts";
import { diffText } from "../../lib/report/diff_text.ts";
import { reduceEvents } from "../../lib/report/reduce_events.ts";
import { makeStyle } from "../../lib/report/style.ts";
import type { RunResult } from "../../lib/run/result.ts";
import { assertEquals } from "../assert.ts";
import { RAW_CONTROL } from "./raw_control.ts";
import { failedStep, failure, runEvents, type SampleFlow, step } from "./sample_events.ts";
import { HOSTILE } from "./sample_runs.ts";

function flow(id: string, ...steps: NonNullable<SampleFlow["attempts"][number]["steps"]>): SampleFlow {
  return { id, flow: `Flow ${id}`, attempts: [{ steps }] };
}

function runOf(...flows: readonly SampleFlow[]): RunResult {
  return reduceEvents(runEvents(flows));
}

const fails = failedStep("click Pay", failure("Cannot click: found nothing"));
const skipped = (id: string): SampleFlow => ({ id, flow: `Flow ${id}`, attempts: [] });

Deno.test("diffReports() knows newly failed, fixed, still failing, added and removed flows", () => {
  const before = runOf(flow("a", step("x")), flow("b", fails), flow("c", fails), flow("gone", step("x")), skipped("d"));
  const after = runOf(
    flow("a", fails),
    flow("b", step("x")),
    flow("c", fails),
    flow("new", step("x")),
    flow("d", fails),
  );
  const diff = diffReports(before, after);
  const idsOf = (flows: readonly { readonly id: string }[]) => flows.map(({ id }) => id);
  assertEquals(idsOf(diff.newly_failed), ["a", "d"]);
  assertEquals(idsOf(diff.fixed), ["b"]);
  assertEquals(idsOf(diff.still_failing), ["c"]);
  assertEquals(idsOf(diff.added), ["new"]);
  assertEquals(idsOf(diff.removed), ["gone"]);
  assertEquals(diff.newly_failed[0], {
    id: "a",
    flow: "Flow a",
    before: "passed",
    after: "failed",
    error: "Cannot click: found nothing",
  });
});

Deno.test("diffReports() does not call a flow fixed that did not run", () => {
  assertEquals(diffReports(runOf(flow("a", fails)), runOf(skipped("a"))).fixed, []);
});

Deno.test("diffReports() compares steps that passed in both, the largest change first", () => {
  const at = (...times: readonly number[]) =>
    flow("a", ...times.map((duration_ms, index) => step(`s${index}`, { duration_ms, index: index + 1 })));
  const diff = diffReports(runOf(at(100, 1_000, 10, 1_000, 500)), runOf(at(200, 1_090, 105, 400, 1_500)));
  const changes = (steps: typeof diff.slower) =>
    steps.map(({ step, before_ms, after_ms }) => [step, before_ms, after_ms]);
  assertEquals(changes(diff.slower), [["s4", 500, 1_500], ["s0", 100, 200]]);
  assertEquals(changes(diff.faster), [["s3", 1_000, 400]]);
});

Deno.test("diffText() says that nothing changed, and shows hostile text as text", () => {
  const style = makeStyle(false);
  const one = runOf(flow("a", step("x")));
  assertEquals(diffText(diffReports(one, one), style), "no change\n");
  const hostile = runOf({ ...flow(HOSTILE, failedStep(HOSTILE, failure(HOSTILE))), flow: HOSTILE });
  assertEquals(RAW_CONTROL.test(diffText(diffReports(one, hostile), style)), false);
});
