import { UsageError } from "../../lib/errors.ts";
import { mergeReports, type ReportPart } from "../../lib/report/merge_reports.ts";
import { reduceEvents } from "../../lib/report/reduce_events.ts";
import { RUN, type RunResult } from "../../lib/run/result.ts";
import { assertEquals, assertMatch, assertThrows } from "../assert.ts";
import { SAMPLE_RUNS } from "./sample_runs.ts";

function part(name: string, fields: Partial<RunResult> = {}): ReportPart {
  return {
    file: `${name}/report.json`,
    run: { ...reduceEvents(SAMPLE_RUNS[name] ?? []), ...fields },
    artifactsFrom: `../${name}/`,
  };
}

Deno.test("mergeReports() gives a report with all flows, sorted by id, and the counts of all", () => {
  const parts = [part("failed"), part("rows"), part("nested"), part("broken")] as const;
  const merged = mergeReports(parts);
  assertEquals(RUN.safeParse(merged).error?.issues, undefined);
  const ids = parts.flatMap(({ run }) => run.flows.map(({ id }) => id)).sort();
  assertEquals(merged.flows.map(({ id }) => id), ids);
  const sum = (count: (run: RunResult) => number) => parts.reduce((all, { run }) => all + count(run), 0);
  assertEquals(merged.flows_total, ids.length);
  assertEquals(merged.flows_passed, sum((run) => run.flows_passed));
  assertEquals(merged.flows_failed, sum((run) => run.flows_failed));
  assertEquals(merged.flows_broken, 1);
});

Deno.test("mergeReports() has the worst status, every reason, and the code of the first that applies", () => {
  const merged = mergeReports([
    part("passed"),
    part("nested", { exit: { code: 1, reasons: ["failed"] } }),
    part("broken", { status: "broken", exit: { code: 4, reasons: ["broken"] } }),
  ]);
  assertEquals([merged.status, merged.exit], ["broken", { code: 4, reasons: ["failed", "broken"] }]);
  const unknown = mergeReports([
    part("passed"),
    part("rows", { status: "incomplete", exit: { code: null, reasons: [] } }),
  ]);
  assertEquals([unknown.status, unknown.exit.code], ["incomplete", null]);
});

Deno.test("mergeReports() lasts from the first start to the last end", () => {
  const merged = mergeReports([
    part("passed", { started_at: "2026-01-01T00:00:10.000Z", duration_ms: 1_000 }),
    part("rows", { started_at: "2026-01-01T00:00:00.000Z", duration_ms: 3_000 }),
  ]);
  assertEquals([merged.started_at, merged.duration_ms], ["2026-01-01T00:00:00.000Z", 11_000]);
});

Deno.test("mergeReports() moves the paths of all artifacts, also those of steps and attempts", () => {
  const [flow] = mergeReports([part("failed"), part("rows")]).flows;
  const paths = JSON.stringify(flow).match(/"path":"[^"]+"/g) ?? [];
  assertEquals(
    new Set(paths),
    new Set(['"path":"../failed/checkout/1/5-failed.png"', '"path":"../failed/checkout/1/trace.zip"']),
  );
});

Deno.test("mergeReports() warns of shards that are missing, and keeps a shard or seed that all have", () => {
  const merged = mergeReports([part("passed", { shard: "1/3", seed: 7 }), part("rows", { shard: "3/3", seed: 7 })]);
  assertEquals(merged.warnings.map(({ message }) => message), ["Shards are missing: 2/3"]);
  assertEquals([merged.shard, merged.seed], [null, 7]);
});

Deno.test("mergeReports() names only the first of many missing shards", () => {
  const [warning] = mergeReports([part("passed", { shard: "2/10000" }), part("rows")]).warnings;
  assertMatch(warning?.message ?? "", /^Shards are missing: 1\/10000, 3\/10000, .*, 21\/10000 and 9979 more$/);
});

Deno.test("mergeReports() adds up what was delivered, and says unknown where a part is", () => {
  const { telemetry } = part("everything").run;
  const one = mergeReports([part("everything"), part("empty")]).telemetry;
  assertEquals([one.enabled, one.delivered, one.spans], [true, false, telemetry.spans]);
  const off = mergeReports([part("passed"), part("rows")]).telemetry;
  assertEquals([off.enabled, off.delivered], [false, null]);
});

Deno.test("mergeReports() refuses a flow that is in two reports", () => {
  const error = assertThrows(() => mergeReports([part("rows"), { ...part("rows"), file: "again.json" }]), UsageError);
  assertEquals(
    error.message,
    'Cannot merge reports: flow "flows/rows.flow.yaml#1" is in "rows/report.json" and in "again.json"',
  );
});
