import type { RunEvent } from "../../lib/run/event.ts";
import {
  failedStep,
  failure,
  runEvents,
  type SampleFlow,
  skippedStep,
  step,
  TELEMETRY_OFF,
  TRACE_ID,
} from "./sample_events.ts";

const CHECKOUT = "Guest buys a teapot";

const passing: SampleFlow = {
  id: "flows/search.flow.yaml",
  flow: "Guest searches",
  attempts: [{ steps: [step("goto /", { duration_ms: 212 }), step('click link "${item}"', { duration_ms: 41 })] }],
};

export const failing: SampleFlow = {
  flow: CHECKOUT,
  traceId: TRACE_ID,
  attempts: [{
    steps: [
      step("goto /", { duration_ms: 212 }),
      step('click link "${item}"', { duration_ms: 41 }),
      step('fill "Quantity"', { duration_ms: 18 }),
      step('click button "Add to cart"', { duration_ms: 35, url: "http://127.0.0.1:4173/cart?token=***" }),
      failedStep(
        "expect status to have text",
        failure('Expected "2 items": found "1 item"', { expected: "2 items", actual: "1 item" }),
        {
          artifacts: [
            { kind: "screenshot", path: "checkout/1/5-failed.png", media_type: "image/png", size: 1_234 },
          ],
        },
      ),
      ...["capture total", 'fill "Card number"', 'click button "Pay"', "expect page to have url", "assert total"]
        .map((name) => skippedStep(name, "after failure")),
      step('click button "Empty cart"', { phase: "finally", status: "warned", error: failure("Cannot click button") }),
    ],
    artifacts: [{ kind: "trace", path: "checkout/1/trace.zip", media_type: "application/zip", size: 99 }],
  }],
};

const flaky: SampleFlow = {
  id: "flows/flaky.flow.yaml",
  flow: "Guest signs in",
  traceId: "a".repeat(32),
  attempts: [
    {
      steps: [
        step("goto /"),
        failedStep(
          "click Sign in",
          failure('Cannot click "Sign in": found nothing', { class: "locator", hint: "wait" }),
        ),
      ],
    },
    {
      steps: [
        step("goto /"),
        step("click Sign in", { tries: 2, earlier_errors: [failure("Cannot click: too early")] }),
      ],
      warnings: [{ message: "Unexpected dialog dismissed", at: { file: "flows/flaky.flow.yaml", line: 4, column: 5 } }],
    },
  ],
};

const broken: SampleFlow = {
  id: "flows/broken.flow.yaml",
  flow: "Guest logs out",
  attempts: [{
    steps: [],
    status: "broken",
    error: failure("Cannot start attempt: the browser does not answer", { class: "browser", at: null }),
  }],
};

const interrupted: SampleFlow = {
  id: "flows/long.flow.yaml",
  flow: "Guest waits",
  attempts: [{
    status: "interrupted",
    steps: [
      step("goto /"),
      step("wait_for status", { status: "interrupted" }),
      skippedStep("click Go", "interrupted"),
      skippedStep("click On", "interrupted"),
    ],
  }],
};

const skipped: SampleFlow = { id: "flows/never.flow.yaml", flow: "Guest never comes", attempts: [] };

const row = (number: number, name: string): SampleFlow => ({
  id: `flows/rows.flow.yaml#${number}`,
  flow: "Guest buys",
  row: { item: name, price: number },
  attempts: [{ steps: [step(`goto /${name}`)] }],
});

const childError = failure('Cannot click button "Pay": found nothing, expected 1', { class: "locator" });

const nested: SampleFlow = {
  id: "flows/nested.flow.yaml",
  flow: "Guest repeats",
  attempts: [{
    steps: [
      step("repeat 2 times", {
        steps: [
          step("click Next", { iteration: "1 of 2" }),
          step("expect page", { iteration: "1 of 2" }),
          step("click Next", { iteration: "2 of 2" }),
          step("expect page", { iteration: "2 of 2" }),
        ],
      }),
      skippedStep("click Accept cookies", "condition"),
      failedStep("Pay", childError, {
        steps: [
          step("use login.flow.yaml", { steps: [step('fill "Name"')] }),
          failedStep('click button "Pay"', childError),
          skippedStep("expect page", "after failure"),
        ],
      }),
    ],
  }],
};

/** Text that would move a cursor, end an element, run a script, give an order, or turn the line around. */
export const HOSTILE = [
  "\x1b[2J\x1b]0;owned\x07",
  "\x00\x07\x08\x7f\x9b31m",
  "]]>",
  "</script><script>document.title = 'owned'</script>",
  "<img src=x onerror=\"document.title = 'owned'\">",
  "'\"&amp;--><!--",
  "\u202egnp.exe\u2066\u200f",
  "\ud800 \udfff \udc00 half",
  "\n::error::owned\n##[group]x\r\n%0A::stop-commands::x",
  "| `code` **bold** # TODO # SKIP \\ $(id)",
  "\u2028\u2029\ufeff\ufffe\uffff",
  "x".repeat(10_000),
].join(" ");

/** No path of any system has a zero byte. */
const HOSTILE_PATH = HOSTILE.replaceAll("\0", "");

const hostileError = failure(HOSTILE, { expected: HOSTILE, actual: `not ${HOSTILE}`, hint: HOSTILE });

const hostile: SampleFlow = {
  id: `flows/${HOSTILE}.flow.yaml`,
  flow: HOSTILE,
  tags: [HOSTILE],
  row: { [HOSTILE]: HOSTILE },
  base_url: HOSTILE,
  attempts: [{
    steps: [
      step(HOSTILE, { url: HOSTILE, data: { [HOSTILE]: HOSTILE }, iteration: HOSTILE }),
      failedStep(HOSTILE, hostileError, {
        at: { file: HOSTILE, line: 1, column: 1 },
        artifacts: [
          { kind: "screenshot", path: `javascript:alert(1)/${HOSTILE_PATH}`, media_type: "image/png", size: 1 },
          { kind: "other", path: `../${HOSTILE_PATH}`, media_type: HOSTILE, size: 1 },
        ],
      }),
    ],
    warnings: [{ message: HOSTILE, at: { file: HOSTILE, line: 1, column: 1 } }],
  }],
};

/** Whole runs by name, as the runner would report them. */
export const SAMPLE_RUNS: { readonly [name: string]: readonly RunEvent[] } = {
  empty: runEvents([]),
  passed: runEvents([passing]),
  failed: runEvents([failing, passing, { ...passing, id: "flows/other.flow.yaml", flow: "Guest reads" }]),
  flaky: runEvents([flaky, passing]),
  broken: runEvents([broken]),
  interrupted: runEvents([interrupted, skipped]),
  rows: runEvents([row(1, "tea"), row(2, "pot")]),
  nested: runEvents([nested]),
  interleaved: runEvents([failing, passing], { interleaved: true }),
  everything: runEvents([failing, passing, flaky, broken, interrupted, skipped, row(1, "tea"), row(2, "pot"), nested], {
    warnings: [{ message: "Sandbox is off", at: null }],
    telemetry: {
      ...TELEMETRY_OFF,
      enabled: true,
      protocol: "grpc",
      endpoint: "http://127.0.0.1:4317",
      trace_sampled: true,
      delivered: false,
      spans: { recorded: 40, accepted: 38, rejected: null, lost: 2 },
    },
    redactions: 1,
  }),
  hostile: runEvents([hostile], { warnings: [{ message: HOSTILE, at: null }] }),
  cut: runEvents([failing, flaky]).slice(0, 20),
};
