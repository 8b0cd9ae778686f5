import { fanOut } from "../../lib/report/fan_out.ts";
import { assertEquals } from "../assert.ts";
import { SAMPLE_RUNS } from "./sample_runs.ts";

const EVENTS = SAMPLE_RUNS.passed ?? [];
const TYPES = EVENTS.map(({ type }) => type);

Deno.test("fanOut() drops a reporter that throws, tells once, and goes on with the others", async () => {
  const seen: string[] = [];
  const errors: string[] = [];
  let calls = 0;
  const report = fanOut([
    {
      name: "bad",
      report: () => {
        calls++;
        throw new Error("disk full");
      },
    },
    { name: "good", report: ({ type }) => void seen.push(type) },
  ], (name, error) => errors.push(`${name}: ${error instanceof Error ? error.message : error}`));
  for (const event of EVENTS) await report(event);
  assertEquals(seen, TYPES);
  assertEquals(errors, ["bad: disk full"]);
  assertEquals(calls, 1);
});

Deno.test("fanOut() drops a reporter that rejects", async () => {
  const errors: string[] = [];
  const report = fanOut(
    [{ name: "bad", report: () => Promise.reject(new Error("no")) }],
    (name) => errors.push(name),
  );
  for (const event of EVENTS) await report(event);
  assertEquals(errors, ["bad"]);
});

Deno.test("fanOut() hands on events one at a time and in order, also when they are reported at once", async () => {
  const seen: string[] = [];
  let busy = 0;
  const report = fanOut([{
    name: "slow",
    report: async ({ type }) => {
      assertEquals(busy++, 0);
      await Promise.resolve();
      await Promise.resolve();
      seen.push(type);
      busy--;
    },
  }], (_name, error) => {
    throw error;
  });
  await Promise.all(EVENTS.map((event) => report(event)));
  assertEquals(seen, TYPES);
});
