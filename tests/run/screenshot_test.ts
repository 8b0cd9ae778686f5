import { assertEquals, assertLess } from "../assert.ts";
import { flowTest, runFlowText, statuses } from "./run_flow_text.ts";

/** Gives the page a font that never comes. */
const LATE_FONT = `evaluate: |
      const style = document.createElement("style");
      style.textContent = "@font-face { font-family: late; src: url(/hang) } body { font-family: late }";
      document.head.append(style);
      document.body.getBoundingClientRect();`;

flowTest("A step whose picture lacks fonts is warned, and the flow passes with a warning", async () => {
  const { code, flow, stdout } = await runFlowText(`
flow: A
steps:
  - goto: /
  - ${LATE_FONT}
  - screenshot: start
`);
  const message =
    "Cannot take screenshot with all fonts: found some that did not come, expected all; it is without them";
  assertEquals([code, statuses(flow.steps), flow.steps[2]?.passed], [0, "passed passed warned", true]);
  assertEquals([flow.steps[2]?.error?.message, flow.warnings.map(({ message }) => message)], [message, [message]]);
  assertEquals(flow.steps[2]?.artifacts.map(({ kind }) => kind), ["screenshot"]);
  assertEquals(stdout.split(message).length, 2, "the list says it once");
});

flowTest("The picture of a failure is taken without fonts that never come", async () => {
  const { flow } = await runFlowText(`
flow: A
steps:
  - goto: /
  - ${LATE_FONT}
  - click: {css: "#nothing"}
    timeout: 500ms
`);
  const { artifacts = [], duration_ms = Infinity } = flow.steps[2] ?? {};
  assertEquals(artifacts.map(({ path }) => path.split("/").at(-1)), ["failed-click.png"]);
  assertLess(duration_ms, 500 + 3_000);
});
