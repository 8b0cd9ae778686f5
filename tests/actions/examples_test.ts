import { type ActionName, ACTIONS, findAction } from "../../lib/actions/mod.ts";
import type { FlowResult } from "../../lib/run/result.ts";
import { assertEquals } from "../assert.ts";
import { flowTest, runFlowText } from "../run/run_flow_text.ts";

/** What has to be so before the example of an action can work; where nothing is said, the front page. */
const BEFORE: { readonly [name in ActionName]?: readonly unknown[] } = {
  goto: [],
  forward: [{ goto: "/" }, { goto: "/cart" }, "back"],
  back: [{ goto: "/" }, { goto: "/cart" }],
  wait_for: [{ goto: "/late" }],
  double_click: [{ goto: "/keyboard" }],
  right_click: [{ goto: "/keyboard" }],
  hover: [{ goto: "/keyboard" }],
  check: [{ goto: "/cart" }],
  uncheck: [{ goto: "/cart" }],
  select: [{ goto: "/cart" }],
  upload: [{ goto: "/files" }],
  drag: [{ goto: "/keyboard" }],
  switch_page: [{ goto: "/" }, { open_page: { page: "cart", url: "/cart" } }],
  close_page: [{ goto: "/" }, { open_page: { page: "cart", url: "/cart" } }],
  assert: [{ set: { rows: "4" } }],
};

const PART = `flow: A part
inputs: [user]
steps: [{goto: /}]
`;

function flowFile(name: string): string {
  const steps = [...BEFORE[name as ActionName] ?? [{ goto: "/" }], { [name]: findAction(name)?.example ?? null }];
  return JSON.stringify({ flow: `The example of ${name}`, steps });
}

flowTest("the example of every action works on the demo site", async () => {
  const names = Object.keys(ACTIONS);
  const examples = names.map((name) => [`${name}.flow.json`, flowFile(name)]);
  const { report } = await runFlowText(flowFile("goto"), {
    args: [...examples.map(([path = ""]) => path), "--step-timeout", "15s", "--update-snapshots"],
    files: { ...Object.fromEntries(examples), "sign_in.flow.yaml": PART },
  });
  assertEquals(report.flows.filter(({ status }) => status !== "passed").map(whatFailed), []);
  assertEquals(report.flows.length, names.length + 1);
});

function whatFailed({ flow, error }: FlowResult): string {
  return `${flow}: ${error?.message}`;
}
