import { assertEquals } from "../assert.ts";
import { flowTest, runFlowText } from "./run_flow_text.ts";

/** Steps of a flow of which nothing is left to check at run time, with what the report warns of. */
const NOTHING = 'Nothing was checked: found nothing under "steps" that ran';
const REPEATED = "Nothing was repeated, so nothing was checked: ";
const CASES: readonly { readonly name: string; readonly steps: string; readonly warnings: readonly string[] }[] = [
  { name: "every step skipped", steps: '[{reload: {}, if: "off"}, {goto: /, if: "off"}]', warnings: [NOTHING] },
  {
    name: "a group of skipped steps",
    steps: '[{group: {name: G, steps: [{reload: {}, if: "off"}]}}]',
    warnings: [NOTHING],
  },
  { name: "a part of skipped steps", steps: "[use: part.flow.yaml]", warnings: [NOTHING] },
  {
    name: "a repeat over an empty list from data",
    steps: "[{repeat: {each: rows, steps: [{assert: 1 == 2}]}}]",
    warnings: [`${REPEATED}"rows" is an empty list`, NOTHING],
  },
  {
    name: "a repeat of no times from data",
    steps: '[{set: {a: 1}}, {repeat: {times: "${none}", steps: [{assert: 1 == 2}]}}]',
    warnings: [`${REPEATED}"times" is 0`],
  },
  {
    name: "a loop that need not begin",
    steps: "[{set: {a: 1}}, {repeat: {while: off, steps: [reload]}}]",
    warnings: [],
  },
  { name: "one step that ran", steps: '[{set: {a: 1}}, {reload: {}, if: "off"}]', warnings: [] },
];

for (const { name, steps, warnings } of CASES) {
  flowTest(`A flow with ${name} warns of what was not checked`, async () => {
    const { code, flow, stdout } = await runFlowText(
      `flow: A\nvars: {"off": false, rows: [], none: 0}\nsteps: ${steps}\n`,
      {
        files: { "part.flow.yaml": 'flow: P\ninputs: []\nsteps: [{reload: {}, if: "1 == 2"}]\n' },
      },
    );
    assertEquals([code, flow.warnings.map(({ message }) => message)], [0, warnings]);
    for (const warning of warnings) assertEquals(stdout.includes(warning), true, stdout);
  });
}
