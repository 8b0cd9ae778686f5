import type { StepOutline } from "../../../lib/flow/outline/outline.ts";
import { outlinePlan } from "../../../lib/flow/outline/outline_plan.ts";
import { planFlow } from "../../../lib/plan/make_plan.ts";
import { assertEquals } from "../../assert.ts";
import { onlyFlow, readFiles } from "../read_text.ts";

const NO_OVERRIDES = { baseUrl: null, timeoutMs: null, stepTimeoutMs: null, retries: null, variables: {} };

async function outlineOf(files: Readonly<Record<string, string>>) {
  const flow = onlyFlow(await readFiles(files));
  const outline = outlinePlan(planFlow(flow, NO_OVERRIDES), { warnings: [], showPath: (path) => path });
  return { outline, flow: outline.flows[0] };
}

/** `number name`, with the name of the round where it is a step inside a loop. */
function linesOf(steps: readonly StepOutline[]): readonly string[] {
  return steps.flatMap(({ number, name, phase, rounds }) => [
    `${phase === "steps" ? "" : `${phase}: `}${number} ${name}`,
    ...rounds.flatMap(({ iteration, steps }) => [...iteration === null ? [] : [`(${iteration})`], ...linesOf(steps)]),
  ]);
}

Deno.test("outlinePlan() numbers the steps of all lists, of parts and of every round that is known", async () => {
  const { outline, flow } = await outlineOf({
    "suite.yaml": "suite: S\nbefore: [reload]\nafter: [forward]\n",
    "a.flow.yaml": `flow: A
vars: {n: 2}
steps:
  - use: {flow: part.yaml, with: {user: a}}
  - repeat: {times: 2, steps: [{repeat: {each: [x, y], as: c, steps: [{click: "\${c}"}]}}]}
  - repeat: {times: "\${n}", steps: [back]}
  - repeat: {each: "[1, 2]", steps: [back]}
finally: [back]
`,
    "part.yaml": "flow: P\ninputs: [user]\nsteps: [{goto: '/${user}'}]\nfinally: [reload]\n",
  });
  assertEquals(linesOf(flow?.steps ?? []), [
    "before: 1 reload",
    "2 use part.yaml",
    "2.1 goto /${user}",
    "(finally)",
    "2.2 reload",
    "3 repeat 2 times",
    "(1 of 2)",
    "3.1 repeat for each c",
    "(c x)",
    '3.1.1 click "${c}"',
    "(c y)",
    '3.1.2 click "${c}"',
    "(2 of 2)",
    "3.2 repeat for each c",
    "(c x)",
    '3.2.1 click "${c}"',
    "(c y)",
    '3.2.2 click "${c}"',
    "4 repeat ${n} times",
    "(${n} times)",
    "4.1 go back",
    "5 repeat for each item",
    "(item 1)",
    "5.1 go back",
    "(item 2)",
    "5.2 go back",
    "finally: 6 go back",
    "after: 7 go forward",
  ]);
  assertEquals([flow?.steps_total, outline.steps_total], [18, 18]);
});

Deno.test("outlinePlan() shows one round of a loop that would grow beyond a thousand steps", async () => {
  const nested = "repeat: {times: 100, steps: [{repeat: {times: 100, steps: [back]}}]}";
  const { flow } = await outlineOf({
    "a.flow.yaml": `flow: A\nsteps:\n  - ${nested}\n  - repeat: {times: 5000, steps: [back]}\n`,
  });
  assertEquals((flow?.steps_total ?? 0) < 1_500, true, String(flow?.steps_total));
  assertEquals(flow?.steps[1]?.rounds.map(({ iteration }) => iteration), ["5000 times"]);
});
