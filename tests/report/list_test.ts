import { list } from "../../lib/report/list.ts";
import type { RunEvent } from "../../lib/run/event.ts";
import { assert, assertEquals, assertNotMatch, assertStringIncludes } from "../assert.ts";
import { fakeHost } from "../fake_host.ts";
import { RAW_CONTROL } from "./raw_control.ts";
import { failedStep, failure, runEvents, skippedStep, step } from "./sample_events.ts";
import { failing, SAMPLE_RUNS } from "./sample_runs.ts";

interface ListOptions {
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly columns?: number;
}

/** What the list writes, event by event. */
function writes(events: readonly RunEvent[], { color = false, quiet = false, columns = 80 }: ListOptions = {}) {
  const texts: string[] = [];
  let text = "";
  const report = list.make({
    host: fakeHost(),
    output: { write: (more) => text += more, isTerminal: true, columns },
    color,
    quiet,
    outputFolder: "/nowhere",
    reportPath: () => "qa-rig-report/report.json",
    stepSummaryPath: null,
  });
  for (const event of events) {
    report(event);
    texts.push(text);
    text = "";
  }
  return texts;
}

function listOf(name: string, options?: ListOptions): string {
  return writes(SAMPLE_RUNS[name] ?? [], options).join("");
}

const FAILED = `\
Guest buys a teapot
  ok    goto /                                   212 ms
  ok    click link "\${item}"                      41 ms
  ok    fill "Quantity"                           18 ms
  ok    click button "Add to cart"                35 ms
  FAIL  expect status to have text                5.0 s
        Expected "2 items": found "1 item"
          --> flows/checkout.flow.yaml:15:5
  --    5 steps skipped
  warn  click button "Empty cart"                 40 ms
        Cannot click button
          --> flows/checkout.flow.yaml:15:5
  trace 4bf92f3577b34da6a3ce929d0e0e4736
`;

const SEARCH = `\
Guest searches
  ok    goto /                                   212 ms
  ok    click link "\${item}"                      41 ms
`;

Deno.test("list has the form of the design", () => {
  assertEquals(
    listOf("failed"),
    FAILED + SEARCH + SEARCH.replace("searches", "reads") +
      "1 of 3 flows failed in 6.1 s                     report: qa-rig-report/report.json\n",
  );
});

Deno.test("list shows attempts, tries, hints and warnings", () => {
  assertStringIncludes(
    listOf("flaky"),
    `\
Guest signs in
  ok    goto /                                    40 ms
  FAIL  click Sign in                             5.0 s
        Cannot click "Sign in": found nothing
          --> flows/checkout.flow.yaml:15:5
        hint: wait
  attempt 2 of 2
  ok    goto /                                    40 ms
  ok    click Sign in (2 tries)                   40 ms
  warn  Unexpected dialog dismissed
          --> flows/flaky.flow.yaml:4:5
  trace aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
`,
  );
});

Deno.test("list indents nested steps and shows a failure once, at the innermost step", () => {
  assertEquals(
    listOf("nested"),
    `\
Guest repeats
  ok    repeat 2 times                            40 ms
    ok    [1 of 2] click Next                     40 ms
    ok    [1 of 2] expect page                    40 ms
    ok    [2 of 2] click Next                     40 ms
    ok    [2 of 2] expect page                    40 ms
  skip  click Accept cookies
  FAIL  Pay                                       5.0 s
    ok    use login.flow.yaml                     40 ms
      ok    fill "Name"                           40 ms
    FAIL  click button "Pay"                      5.0 s
          Cannot click button "Pay": found nothing, expected 1
            --> flows/checkout.flow.yaml:15:5
    --    1 step skipped
1 flow failed in 6.1 s                           report: qa-rig-report/report.json
`,
  );
});

Deno.test("list says why a flow could not start", () => {
  assertStringIncludes(
    listOf("broken"),
    "Guest logs out\n  FAIL  Cannot start attempt: the browser does not answer\n1 flow could not start in 6.1 s",
  );
});

Deno.test("list says that steps were interrupted", () => {
  assertStringIncludes(
    listOf("interrupted"),
    "  stop  wait_for status                           40 ms\n  --    2 steps skipped: interrupted\n1 of 2 flows interrupted, 1 skipped in",
  );
});

Deno.test("list counts skipped steps apart by their reason", () => {
  const steps = [skippedStep("a", "after failure"), skippedStep("b", "page hung"), skippedStep("c", "page hung")];
  assertStringIncludes(
    writes(runEvents([{ flow: "A", attempts: [{ steps }] }])).join(""),
    "A\n  --    1 step skipped\n  --    2 steps skipped: page hung\n",
  );
});

Deno.test("list tells flows of one title apart by their id", () => {
  assertStringIncludes(listOf("rows"), "Guest buys (flows/rows.flow.yaml#2)\n");
});

Deno.test("list shows expected and actual when the message does not", () => {
  const error = failure("Expected text to be right", { expected: "one\ntwo", actual: "three" });
  const events = runEvents([{ flow: "A", attempts: [{ steps: [failedStep("expect text", error)] }] }]);
  assertStringIncludes(
    writes(events).join(""),
    "        Expected text to be right\n        expected  one\n                  two\n        actual    three\n          --> flows/",
  );
});

Deno.test("list keeps the lines of each flow together when several run at once", () => {
  assertEquals(
    listOf("interleaved"),
    SEARCH + FAILED + "1 of 2 flows failed in 6.1 s                     report: qa-rig-report/report.json\n",
  );
});

Deno.test("list writes a step as soon as it has ended when its flow is the only one", () => {
  const events = SAMPLE_RUNS.failed ?? [];
  const texts = writes(events);
  for (const [index, event] of events.entries()) {
    if (event.type === "step_ended" && event.result.status === "passed") {
      assertStringIncludes(texts[index] ?? "", event.result.name);
    }
  }
});

Deno.test("list does not put a flow that ended into one that is still writing", () => {
  const [started, ...rest] = runEvents([failing, { id: "b", flow: "B", attempts: [{ steps: [step("goto /b")] }] }]);
  const ofB = rest.filter((event) => "flow" in event && event.flow === "b");
  const others = rest.filter((event) => !ofB.includes(event));
  const middle = others.findIndex(({ type }) => type === "step_ended") + 2;
  const events = [started, ...others.slice(0, middle), ...ofB, ...others.slice(middle)].filter((event) =>
    event !== undefined
  );
  assert(writes(events).join("").startsWith(`${FAILED}B\n  ok    goto /b`));
});

Deno.test("list shows what a flow had written when the run ends before it", () => {
  const events = (SAMPLE_RUNS.interleaved ?? []).filter(({ type }) =>
    type !== "flow_ended" && type !== "attempt_ended"
  );
  const text = writes(events).join("");
  assertStringIncludes(text, "Guest searches\n  ok    goto /");
  assertStringIncludes(text, "Guest buys a teapot\n  ok    goto /");
});

Deno.test("list prints only failures and the summary when it is quiet", () => {
  assertEquals(
    listOf("failed", { quiet: true }),
    `\
Guest buys a teapot
  FAIL  expect status to have text                5.0 s
        Expected "2 items": found "1 item"
          --> flows/checkout.flow.yaml:15:5
  trace 4bf92f3577b34da6a3ce929d0e0e4736
1 of 3 flows failed in 6.1 s                     report: qa-rig-report/report.json
`,
  );
  assertEquals(
    listOf("flaky", { quiet: true }),
    "1 of 2 flows passed, 1 flaky in 6.1 s            report: qa-rig-report/report.json\n",
  );
});

Deno.test("list cuts names to the width of the terminal", () => {
  const events = runEvents([{ flow: "A", attempts: [{ steps: [step(`click ${"x".repeat(200)}`)] }] }]);
  const line = writes(events, { columns: 60 }).join("").split("\n")[1] ?? "";
  assertEquals(line.length, 60);
  assertStringIncludes(line, "x…  40 ms");
});

Deno.test("list is coloured only when it is told to be", () => {
  assertNotMatch(listOf("everything"), RAW_CONTROL);
  assertStringIncludes(listOf("everything", { color: true }), "\x1b[31mFAIL\x1b[39m");
});

Deno.test("list does not let text of a page give orders to GitHub", () => {
  assertNotMatch(listOf("hostile"), /^\s*::/m);
});

Deno.test("list shows 30 lines of a text and says how many more there are", () => {
  const error = failure(Array.from({ length: 50 }, (_, index) => `line ${index + 1}`).join("\n"));
  const text = writes(runEvents([{ flow: "A", attempts: [{ steps: [failedStep("expect", error)] }] }])).join("");
  assertStringIncludes(text, "line 30\n        … 20 more lines in the report\n");
});
