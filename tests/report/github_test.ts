import { join } from "node:path";
import type { RunEvent } from "../../lib/run/event.ts";
import { makeReporter } from "../../lib/report/mod.ts";
import { assertEquals, assertNotMatch, assertStringIncludes } from "../assert.ts";
import { fakeHost, inFolder } from "../fake_host.ts";
import { RAW_CONTROL } from "./raw_control.ts";
import { failedStep, failure, runEvents } from "./sample_events.ts";
import { SAMPLE_RUNS } from "./sample_runs.ts";

/** What the reporter writes to the log and to the step summary. */
function run(events: readonly RunEvent[]): Promise<{ readonly log: string; readonly summary: string }> {
  return inFolder({ "summary.md": "from an earlier step\n" }, async (folder) => {
    let log = "";
    const stepSummaryPath = join(folder, "summary.md");
    const report = makeReporter("github", null, {
      host: fakeHost(),
      output: { write: (text) => log += text, isTerminal: false, columns: 80 },
      color: false,
      quiet: false,
      outputFolder: folder,
      reportPath: () => null,
      stepSummaryPath,
    });
    for (const event of events) await report(event);
    return { log, summary: await Deno.readTextFile(stepSummaryPath) };
  });
}

Deno.test("github annotates the place of a failure", async () => {
  const { log } = await run(SAMPLE_RUNS.failed ?? []);
  assertEquals(
    log,
    '::error file=flows/checkout.flow.yaml,line=15,col=5,title=Guest buys a teapot::Step 5: expect status to have text%0AExpected "2 items": found "1 item"%0Aexpected  2 items%0Aactual    1 item%0A  --> flows/checkout.flow.yaml:15:5\n',
  );
});

Deno.test("github keeps the marks of a title out of the command's own", async () => {
  const flow = { flow: "100%: a, b", attempts: [{ steps: [failedStep("goto /", failure("50% off", { at: null }))] }] };
  assertEquals(
    (await run(runEvents([flow]))).log,
    "::error file=flows/checkout.flow.yaml,title=100%25%3A a%2C b::Step 1: goto /%0A50%25 off\n",
  );
});

Deno.test("github warns of a flaky flow", async () => {
  assertEquals(
    (await run(SAMPLE_RUNS.flaky ?? [])).log,
    "::warning file=flows/flaky.flow.yaml,title=Guest signs in::Passed at a later attempt\n",
  );
});

Deno.test("github writes one line for one failure and one for a warning of the run, whatever is in their texts", async () => {
  const { log } = await run(SAMPLE_RUNS.hostile ?? []);
  assertEquals(log.split("\n").map((line) => line.split(" ")[0]), ["::warning", "::error", ""]);
});

Deno.test("github appends to the step summary", async () => {
  const { summary } = await run(SAMPLE_RUNS.failed ?? []);
  assertStringIncludes(summary, "from an earlier step\n### 1 of 3 flows failed in 6.1 s\n");
  assertStringIncludes(
    summary,
    "| failed | Guest buys a teapot | flows\\/checkout\\.flow\\.yaml | 5.3 s | `4bf92f3577b34da6a3ce929d0e0e4736` |",
  );
  assertStringIncludes(summary, "<pre>Step 5: expect status to have text&#10;Expected");
});

Deno.test("github keeps hostile text in its cell", async () => {
  const { summary } = await run(SAMPLE_RUNS.hostile ?? []);
  assertNotMatch(summary, RAW_CONTROL);
  assertNotMatch(summary, /(?<!\\)<(script|img)/);
  const row = summary.split("\n").find((line) => line.startsWith("| failed")) ?? "";
  assertEquals(row.match(/(?<!\\)(?:\\\\)*\|/g)?.length, 6);
});
