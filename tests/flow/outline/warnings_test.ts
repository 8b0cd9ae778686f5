import { unreachableSteps } from "../../../lib/flow/outline/unreachable_steps.ts";
import { unusedNames } from "../../../lib/flow/outline/unused_names.ts";
import { assertEquals } from "../../assert.ts";
import { readFiles } from "../read_text.ts";

/** The flows of files without problems. */
async function flowsOf(files: Readonly<Record<string, string>>) {
  const { flows, diagnostics } = await readFiles(files);
  assertEquals(diagnostics.map(({ message }) => message), []);
  return flows;
}

async function unreachable(...steps: readonly string[]): Promise<readonly string[]> {
  const part = "flow: Part\ninputs: [user]\nsteps: [{assert: 1 == 2}]\n";
  const text = `flow: A\nvars: {n: 1}\nsteps:\n${steps.map((step) => `  - ${step}\n`).join("")}finally: [back]\n`;
  const flows = await flowsOf({ "a.flow.yaml": text, "part.yaml": part });
  return unreachableSteps(flows).map(({ message }) => message.replace("Cannot reach step ", ""));
}

const FATAL: readonly string[] = [
  "assert: 1 == 2",
  "{assert: false, if: 1 == 1}",
  "{assert: false, retry: {times: 3}}",
  "group: {name: G, steps: [reload, {assert: false}]}",
  "repeat: {times: 2, steps: [{assert: false}]}",
  "repeat: {each: [a], steps: [{assert: false}]}",
  "repeat: {while: 1 == 1, max: 3, steps: [reload]}",
  "use: {flow: part.yaml, with: {user: a}}",
];

for (const step of FATAL) {
  Deno.test(`unreachableSteps() knows that nothing follows "${step}"`, async () => {
    const found = await unreachable(step, "click: Never", "click: Neither");
    assertEquals(found.map((text) => text.split(":")[0]), ['"click "Never""'], "one warning for all that follow");
  });
}

const HARMLESS: readonly string[] = [
  "assert: n == 2",
  "assert: 1 == 1",
  "{assert: false, optional: true}",
  "{assert: false, soft: true}",
  "{assert: false, if: n == 1}",
  "{assert: false, if: {visible: {css: a}}}",
  "{group: {name: G, steps: [{assert: false}]}, optional: true}",
  "group: {name: G, steps: [{assert: false, optional: true}]}",
  'repeat: {each: "[n]", steps: [{assert: n == 2}]}',
  "repeat: {while: n == 2, steps: [{assert: false}]}",
];

for (const step of HARMLESS) {
  Deno.test(`unreachableSteps() says nothing of what follows "${step}"`, async () => {
    assertEquals(await unreachable(step, "click: Perhaps"), []);
  });
}

const NEVER: readonly (readonly [step: string, why: string])[] = [
  ["{click: a, if: 1 == 2}", '"click "a"": its condition is false'],
  ["repeat: {while: 1 == 2, steps: [reload]}", '"repeat while 1 == 2": its condition is false'],
  ["group: {name: G, steps: [{click: a, if: 'false'}]}", '"click "a"": its condition is false'],
];

for (const [step, why] of NEVER) {
  Deno.test(`unreachableSteps() knows that "${step}" never runs, and that the rest does`, async () => {
    assertEquals(await unreachable(step, "click: On"), [why]);
  });
}

async function unused(files: Readonly<Record<string, string>>, isWhole = true): Promise<readonly string[]> {
  return unusedNames(await flowsOf(files), () => isWhole).map(({ message, at }) =>
    `${at?.file}:${at?.line} ${message.split(":")[0]}`
  );
}

Deno.test("unusedNames() finds variables, secrets and captures that nothing names", async () => {
  const text = `flow: A
vars: {used: 1, unused: 2, chained: "\${used}", asserted: 3}
secrets: {key: {env: A_KEY}, never: {env: B_KEY}}
steps:
  - fill: {label: "\${chained}", value: "\${secrets.key}"}
  - capture: {css: li, as: seen}
  - capture: {css: li, as: lost}
  - set: {later: "seen + 'a'", forgotten: "1"}
  - assert: later == "a" && asserted == 3
`;
  assertEquals(await unused({ "a.flow.yaml": text }), [
    'a.flow.yaml:2 Unused variable "unused"',
    'a.flow.yaml:3 Unused secret "never"',
    'a.flow.yaml:7 Unused capture "lost"',
    'a.flow.yaml:8 Unused capture "forgotten"',
  ]);
});

Deno.test("unusedNames() looks everywhere that an expression may stand", async () => {
  const places = [
    "steps: [{click: a, if: x == 1}]",
    "steps: [{repeat: {while: x > 2, steps: [reload]}}]",
    "steps: [{repeat: {each: x, steps: [reload]}}]",
    "steps: [{request: {url: /, json: {a: [{b: '${x}'}]}}}]",
    "steps: [{click: {css: a, within: {role: list, has_text: '${x}'}}}]",
    "steps: [{reload: {}, triggers: {response: {url: '**/${x}'}}}]",
    "steps: [{use: {flow: part.yaml, with: {user: '${x}'}}}]",
    "steps: [reload]\nfinally: [{goto: '/${x}'}]",
    "steps: [reload]\nhandlers: [{when: {text: '${x}'}, steps: [reload]}]",
    "steps: [{click: {on: row}}]\nlocators: {row: {text: '${x}'}}",
    "steps: [reload]\nbase_url: 'http://a/${x}'",
  ];
  const part = "flow: P\ninputs: [user]\nsteps: [{goto: '/${user}'}]\n";
  for (const place of places) {
    assertEquals([place, await unused({ "a.flow.yaml": `flow: A\nvars: {x: [1]}\n${place}\n`, "part.yaml": part })], [
      place,
      [],
    ]);
  }
});

Deno.test("unusedNames() gives a part a scope of its own, and knows its outputs", async () => {
  const files = {
    "a.flow.yaml":
      'flow: A\nvars: {inner: 1}\nsteps:\n  - use: {flow: part.yaml, with: {user: a}, outputs: [token]}\n  - goto: "/${token}"\n',
    "part.yaml":
      'flow: P\ninputs: [user]\nvars: {inner: 1, idle: 2}\nsteps:\n  - capture: {css: "a${inner}${user}", as: token}\n  - capture: {css: b, as: kept}\n',
  };
  assertEquals(await unused(files), [
    'a.flow.yaml:2 Unused variable "inner"',
    'part.yaml:3 Unused variable "idle"',
    'part.yaml:6 Unused capture "kept"',
  ]);
});

Deno.test("unusedNames() says nothing of a suite whose flows are not all there", async () => {
  const files = {
    "suite.yaml": "suite: S\nvars: {shared: 1, idle: 2}\n",
    "a.flow.yaml": 'flow: A\nsteps: [{goto: "/${shared}"}]\n',
    "b.flow.yaml": "flow: B\nsteps: [reload]\n",
  };
  assertEquals(await unused(files), ['suite.yaml:2 Unused variable "idle"']);
  assertEquals(await unused(files, false), []);
});
