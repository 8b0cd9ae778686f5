import { assert, assertEquals, assertStringIncludes } from "../assert.ts";
import { flowTest, runFlowText } from "./run_flow_text.ts";

/** Short, so that its beginning alone is never masked. */
const SECRET = "Qz7pLm4";

/** The page's text ends in the secret, which begins some characters before a cut. */
function flowOf(before: number, step: string): string {
  return `flow: A secret across a cut
secrets: {pin: {env: PIN}}
steps:
  - goto: /
  - evaluate: {script: 'document.body.innerHTML = "<p>" + "x".repeat(${before}) + " " + args + " and more</p>"', args: "\${secrets.pin}"}
  - ${step}
`;
}

function run(flow: string) {
  return runFlowText(flow, { env: { PIN: SECRET } });
}

flowTest("a secret across the cut of a message is masked whole", async () => {
  const { flow, stdout } = await run(flowOf(194, "expect: {css: p, to_have_text: nothing}"));
  assertStringIncludes(flow.error?.message ?? "", `${"x".repeat(194)} *** `);
  assertEquals(/Qz/.test(JSON.stringify(flow) + stdout), false);
});

flowTest("a secret across the cut of what the report keeps is masked whole", async () => {
  const failed = await run(flowOf(9_996, "expect: {css: p, to_have_text: nothing}"));
  assertStringIncludes(failed.flow.error?.actual ?? "", "x ***");
  const passed = await run(flowOf(9_996, "capture: {css: p, as: whole}"));
  assert(passed.flow.passed);
  assertEquals(/Qz/.test(JSON.stringify([failed.flow, passed.flow])), false);
});

flowTest("a secret across the cut of what a page threw is masked whole", async () => {
  const thrown = "throw new Error(document.querySelector('p').textContent)";
  const { flow } = await run(flowOf(9_980, `evaluate: ${JSON.stringify(thrown)}`));
  assertEquals(flow.status, "failed");
  assertEquals(/Qz/.test(JSON.stringify(flow)), false);
});

flowTest("a secret across the cut of a URL is masked whole", async () => {
  const { flow } = await run(flowOf(10, `goto: "/cart#${"a/".repeat(979)}\${secrets.pin}"`));
  assertEquals(/Qz/.test(JSON.stringify(flow)), false);
  assert(flow.steps.at(-1)?.url?.endsWith("***"), flow.steps.at(-1)?.url ?? "");
});
