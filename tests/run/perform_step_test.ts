import { assertEquals } from "../assert.ts";
import { flowTest, runFlowText, statuses } from "./run_flow_text.ts";

const FLOW = "flow: A\nsteps:\n  - goto: /\n  - goto: /download/orders.csv\n";

flowTest("performStep() takes the file that a goto leads to, and the page stays", async () => {
  const { code, flow } = await runFlowText(
    `${FLOW}    triggers: {download: {file_name: "*.csv", as: orders}}\n  - assert: orders.size > 10\n  - expect: {to_have_url: /}\n`,
  );
  assertEquals([code, statuses(flow.steps)], [0, "passed passed passed passed"]);
  assertEquals(Object.keys(flow.steps[1]?.data ?? {}), ["download"]);
});

flowTest(
  "performStep() fails a goto that leads to another file than the one that is waited for, or to none",
  async () => {
    const other = await runFlowText(`${FLOW}    triggers: {download: "*.pdf"}\n`);
    assertEquals(other.flow.error?.message, 'Expected a download "*.pdf": found "orders.csv"');
    const none = await runFlowText(`${FLOW}    triggers: {dialog: accept}\n`);
    assertEquals(none.flow.error?.message, "Cannot goto /download/orders.csv: found a download, expected a page");
    assertEquals(none.flow.error?.hint, 'take the file: triggers: {download: "*"}');
  },
);
