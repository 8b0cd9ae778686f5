import type { StepResult } from "../../lib/run/result.ts";
import { reportProblems } from "../../lib/report/read_report.ts";
import { assertEquals } from "../assert.ts";
import { flowTest, runFlowText } from "./run_flow_text.ts";

/** A file with 14 groups inside each other around one step. */
function nested(head: string, inner: string): string {
  const groups = Array.from(
    { length: 14 },
    (_, level) =>
      `${" ".repeat(2 + level * 6)}- group:\n${" ".repeat(6 + level * 6)}name: G\n${" ".repeat(6 + level * 6)}steps:\n`,
  );
  return `${head}steps:\n${groups.join("")}${" ".repeat(2 + 14 * 6)}- ${inner}\n`;
}

flowTest("steps may stand inside each other 200 deep; what is deeper fails, and the report can be read", async () => {
  const parts = Array.from({ length: 14 }, (_, number) => number + 1);
  let text = "";
  const { flow } = await runFlowText(nested("flow: Deep\n", "use: {flow: part1.yaml}"), {
    files: Object.fromEntries(parts.map((number) => {
      const last = number === parts.length;
      return [
        `part${number}.yaml`,
        nested("flow: Part\n", last ? 'set: {a: "1"}' : `use: {flow: part${number + 1}.yaml}`),
      ];
    })),
    look: async (folder) => void (text = await Deno.readTextFile(`${folder}/qa-rig-report/report.json`)),
  });
  const steps: StepResult[] = [];
  for (let step = flow.steps[0]; step !== undefined; step = step.steps[0]) steps.push(step);
  assertEquals(steps.length, 201);
  const expected = "Cannot run a step: found more than 200 inside each other, expected at most that";
  assertEquals([flow.status, flow.error?.message, steps.at(-1)?.error?.class], ["failed", expected, "flow_file"]);
  assertEquals(reportProblems(text), []);
});
