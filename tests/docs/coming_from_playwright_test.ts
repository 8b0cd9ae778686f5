import { readFlows } from "../../lib/flow/read_flows.ts";
import { assert, assertEquals } from "../assert.ts";
import { fakeHost, inFolder } from "../fake_host.ts";

const README = await Deno.readTextFile(new URL("../../README.md", import.meta.url));

/** The steps that the table "Coming from Playwright" shows, as far as they are whole. */
function shownSteps(): readonly string[] {
  const section = README.split("\n## ").find((part) => part.startsWith("Coming from Playwright")) ?? "";
  return [...section.matchAll(/`- ([^`]+)`/g)].map(([, step = ""]) => step).filter((step) => !step.includes("…"));
}

Deno.test('the steps that "Coming from Playwright" shows are valid, captures before their use', async () => {
  const steps = shownSteps();
  assert(steps.length >= 12, `${steps.length} steps`);
  const captures = ["capture: { test_id: total, as: total }"];
  const text = ["flow: A", "steps:", ...[...captures, ...steps].map((step) => `  - ${step}`)].join("\n");
  await inFolder({ "a.flow.yaml": text }, async (cwd) => {
    const { diagnostics } = await readFlows(["a.flow.yaml"], fakeHost({ cwd }), { allowRead: [] });
    assertEquals(diagnostics.map(({ message, at }) => `${message} (${steps[(at?.line ?? 0) - 4]})`), []);
  });
});
