import { ctrf } from "../../lib/report/ctrf.ts";
import { assertEquals } from "../assert.ts";
import { renderSample } from "./render_sample.ts";

const { results } = JSON.parse(renderSample(ctrf, "everything"));

Deno.test("ctrf has the status of every flow", () => {
  assertEquals(
    results.tests.map(({ rawStatus, status, flaky }: Record<string, unknown>) => [rawStatus, status, flaky].join(" ")),
    [
      "failed failed false",
      "passed passed false",
      "flaky passed true",
      "broken failed false",
      "interrupted other false",
      "skipped skipped false",
      "passed passed false",
      "passed passed false",
      "failed failed false",
    ],
  );
});

Deno.test("ctrf counts what its tests say", () => {
  const count = (status: string) => results.tests.filter((test: { status: string }) => test.status === status).length;
  const { summary } = results;
  assertEquals(
    [summary.tests, summary.passed, summary.failed, summary.skipped, summary.other],
    [results.tests.length, count("passed"), count("failed"), count("skipped"), count("other")],
  );
  assertEquals(summary.stop - summary.start, 6_100);
});

Deno.test("ctrf keeps the earlier attempts of a flaky flow", () => {
  const { retries, retryAttempts } = results.tests[2];
  assertEquals([retries, retryAttempts.length, retryAttempts[0].status], [1, 1, "failed"]);
  assertEquals(retryAttempts[0].message, 'Cannot click "Sign in": found nothing');
});
