import { assert, assertEquals, assertGreater, assertLess } from "../assert.ts";
import { giveTurn } from "../../lib/run/event_loop.ts";
import { flowTest, runFlowText } from "./run_flow_text.ts";
import { signalRun } from "./signal_run.ts";

/** Loops that wait for nothing, with more rounds than they have time for. */
const LOOPS = {
  "repeat times": "repeat: {times: 100000, steps: [{assert: 1 == 1}]}",
  "repeat while": 'repeat: {while: "true", max: 100000, steps: [{set: {n: 1}}]}',
  "repeat in repeat": "repeat: {times: 1000, steps: [{repeat: {times: 100, steps: [{assert: 1 == 1}]}}]}",
  "repeat whose steps are skipped": 'repeat: {times: 100000, steps: [{assert: 1 == 1, if: "false"}]}',
  "repeat of groups": "repeat: {times: 100000, steps: [{group: {name: G, steps: [{assert: 1 == 1}]}}]}",
  "repeat of parts": "repeat: {times: 100000, steps: [{use: part.flow.yaml}]}",
  "repeat of optional steps": "repeat: {times: 100000, steps: [{assert: 1 == 2, optional: true}]}",
  "repeat of soft steps": "repeat: {times: 100000, steps: [{assert: 1 == 2, soft: true}]}",
  "a group that is tried again":
    `group: {name: G, steps: [{repeat: {times: 100, steps: [{assert: 1 == 1}]}}, {assert: 1 == 2}]}\n    retry: {times: 1000, delay: 0s}`,
};

for (const [name, step] of Object.entries(LOOPS)) {
  flowTest(
    `A ${name.replace(/^a /, "")} that waits for nothing ends by the flow's deadline, and finally runs`,
    async () => {
      const { code, flow } = await runFlowText(
        `flow: A\ntimeout: 400ms\nsteps:\n  - ${step}\nfinally:\n  - assert: 2 == 2\n`,
        {
          files: { "part.flow.yaml": "flow: Part\ninputs: []\nsteps: [{assert: 1 == 1}]\n" },
          args: ["--reporter", "none", "--screenshot", "off"],
        },
      );
      assertEquals([code, flow.status], [1, "failed"]);
      assert(
        flow.errors.some(({ message }) => message === 'Flow "A" did not end within 400 ms'),
        JSON.stringify(flow.errors),
      );
      assertEquals(flow.steps.map(({ status }) => status), ["failed", "passed"]);
      assertLess(flow.steps[0]?.steps.length ?? 0, 100_000);
    },
  );
}

flowTest("SIGTERM is heard in a repeat of a million rounds that wait for nothing", async () => {
  const { code, report } = await signalRun(
    "flow: A\nsteps:\n  - repeat: {times: 1000000, steps: [{assert: 1 == 1}]}\nfinally:\n  - assert: 2 == 2\n",
    { when: ({ type }) => type === "step_ended" },
  );
  const [loop, last] = report.flows[0]?.steps ?? [];
  assertEquals([code, report.status, loop?.status, last?.status], [143, "interrupted", "interrupted", "passed"]);
  assertGreater(loop?.steps.length ?? 0, 0);
  assertLess(loop?.steps.length ?? Infinity, 1_000_000);
});

Deno.test("giveTurn() lets timers fire in a loop of promises alone, and costs nothing where the loop turns anyway", async () => {
  const clock = { ms: 0 };
  const host = { monotonicMs: () => clock.ms };
  let fired = false;
  setTimeout(() => fired = true, 0);
  let calls = 0;
  for (; !fired && calls < 10_000; calls++) {
    clock.ms += 5;
    await giveTurn(host);
  }
  assertEquals(fired, true);
  assertLess(calls, 10);
});
