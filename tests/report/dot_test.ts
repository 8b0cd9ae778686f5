import { dot } from "../../lib/report/dot.ts";
import { assert, assertEquals } from "../assert.ts";
import { fakeHost } from "../fake_host.ts";
import { runEvents, step } from "./sample_events.ts";
import { SAMPLE_RUNS } from "./sample_runs.ts";
import type { RunEvent } from "../../lib/run/event.ts";

function textOf(events: readonly RunEvent[]): string {
  let all = "";
  const report = dot.make({
    host: fakeHost(),
    output: { write: (text) => all += text, isTerminal: false, columns: 80 },
    color: false,
    quiet: false,
    outputFolder: "/nowhere",
    reportPath: () => null,
    stepSummaryPath: null,
  });
  for (const event of events) report(event);
  return all;
}

Deno.test("dot writes one character for each flow, then the failures and the summary", () => {
  const text = textOf(SAMPLE_RUNS.everything ?? []);
  assert(text.startsWith("F.~B!..F\nFAILED  Guest buys a teapot\n"), text);
  assert(text.endsWith("1 skipped in 6.1 s\n"), text);
});

Deno.test("dot begins a new line after 80 flows", () => {
  const flows = Array.from({ length: 81 }, (_, index) => ({
    id: `${index}`,
    flow: `${index}`,
    attempts: [{ steps: [step("goto /")] }],
  }));
  assertEquals(textOf(runEvents(flows)), `${".".repeat(80)}\n.\n81 flows passed in 6.1 s\n`);
});
