import { assertEquals } from "../assert.ts";
import { RUN } from "../../lib/run/result.ts";
import { type Collector, startCollector } from "./collector.ts";
import { randomMoments, rounds, tell } from "./fault_ledger.ts";
import { inPlace, type Place, reportOf, run } from "./faults.ts";

/** How many attempts a flow has at most. */
const ATTEMPTS = 4;

/** A page fails as often as this, each time. */
const PROBABILITY = 0.4;

Deno.test("Of 30 flaky pages every attempt is accounted for: in the report, in the list and in spans", async () => {
  const moments = randomMoments("flaky pages");
  const [pages, runs] = [Math.max(3, rounds(30)), Math.max(1, rounds(5))];
  const lost: string[] = [];
  await using collector = Deno.env.get("OTELCOL") ? await startCollector() : null;
  for (let number = 0; number < runs; number++) {
    const failures = Array.from(
      { length: pages },
      (_, page) => failuresOf((again) => moments(number * 100 + page, again)),
    );
    await inPlace(filesOf(failures), async (place) => {
      lost.push(...await problemsOf(place, { failures, collector }));
    });
  }
  tell("a flaky page", pages * runs, lost);
});

/** How often a page fails before it does not, seeded; `ATTEMPTS` is more often than a flow tries. */
function failuresOf(moment: (again: number) => number): number {
  let count = 0;
  while (count < ATTEMPTS && moment(count) < PROBABILITY) count++;
  return count;
}

function filesOf(failures: readonly number[]): Readonly<Record<string, string>> {
  return Object.fromEntries(failures.map((count, page) => [
    `${page}.flow.yaml`,
    `flow: Page ${page}\nsteps:\n  - request: {url: "/api/flaky?key=${page}&fail=${count}", expect: {status: 200}}\n`,
  ]));
}

interface Wanted {
  readonly failures: readonly number[];
  readonly collector: Collector | null;
}

/** Where report, list and spans say something else than the seed. */
async function problemsOf(place: Place, { failures, collector }: Wanted): Promise<readonly string[]> {
  collector?.clear();
  const telemetry = collector === null
    ? {}
    : { QA_RIG_OTEL_ENABLED: "1", OTEL_EXPORTER_OTLP_ENDPOINT: collector.httpUrl };
  const { stdout } = await run([".", "--workers", "2", "--retries", String(ATTEMPTS - 1)], place, telemetry);
  const report = RUN.parse(await reportOf(place));
  const attempts = failures.map((count) => Math.min(count + 1, ATTEMPTS));
  const wanted = {
    passed: failures.filter((count) => count === 0).length,
    flaky: failures.filter((count) => count > 0 && count < ATTEMPTS).length,
    failed: failures.filter((count) => count >= ATTEMPTS).length,
  };
  const problems: string[] = [];
  const same = (what: string, found: unknown, expected: unknown) => {
    try {
      assertEquals(found, expected);
    } catch {
      problems.push(`${what}: found ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`);
    }
  };
  same("report", { passed: report.flows_passed, flaky: report.flows_flaky, failed: report.flows_failed }, wanted);
  const numbers = new Map(report.flows.map((flow) => [flow.id, flow.attempts.length]));
  same("attempts", failures.map((_, page) => numbers.get(`${page}.flow.yaml`)), attempts);
  same("list", countsOf(stdout), wanted);
  if (collector === null) return problems;
  const spans = collector.spans().filter(({ name }) => name === "qa_rig.flow");
  same("spans", spans.length, attempts.reduce((sum, count) => sum + count, 0));
  const known = new Set(report.flows.flatMap((flow) => flow.attempts.map(({ span_id }) => span_id)));
  same("span ids", new Set(spans.map(({ spanId }) => spanId)), known);
  return problems;
}

/** The counts of the last line of the list. */
function countsOf(stdout: string): { readonly passed: number; readonly flaky: number; readonly failed: number } {
  const last = stdout.trimEnd().split("\n").findLast((line) => /\d+ of \d+ flows|\d+ flows/.test(line)) ?? "";
  const [, failed = "0", all = "0"] = /(\d+) of (\d+) flows failed/.exec(last) ?? [];
  const flaky = Number(/(\d+) flaky/.exec(last)?.[1] ?? 0);
  const total = Number(all) || Number(/(\d+) flows/.exec(last)?.[1] ?? 0);
  return { passed: total - Number(failed) - flaky, flaky, failed: Number(failed) };
}
