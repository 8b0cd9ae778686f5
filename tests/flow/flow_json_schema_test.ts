import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv2020 from "npm:ajv@8.20.0/dist/2020.js";
import { parse, parseDocument } from "yaml";
import { ACTIONS, findAction } from "../../lib/actions/mod.ts";
import { flowJsonSchema, suiteJsonSchema } from "../../lib/flow/flow_json_schema.ts";
import { readFlows } from "../../lib/flow/read_flows.ts";
import { assert, assertEquals } from "../assert.ts";
import { fakeHost } from "../fake_host.ts";
import { readText } from "./read_text.ts";

const ajv = new Ajv2020.default({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
const validate = ajv.compile(flowJsonSchema());

function isValid(flow: unknown): boolean {
  return validate(flow);
}

/** Whether both the schema and the parser take a text. */
async function verdicts(text: string): Promise<readonly [schema: boolean, parser: boolean]> {
  return [isValid(parse(text)), (await readText(text)).diagnostics.length === 0];
}

for (const name of Object.keys(ACTIONS)) {
  Deno.test(`flowJsonSchema() takes the example of ${name}`, () => {
    const example = findAction(name)?.example ?? null;
    assert(isValid({ flow: "A", steps: [{ [name]: example }] }), JSON.stringify(validate.errors));
  });
}

/** What only the parser knows of the broken flows in tests/golden: names, expressions, other files, the YAML itself. */
const BEYOND_SCHEMA =
  /^flow_(?:each|expression|input|locator|name|session|step_one_of|suite|title|use|yaml)(?:_|$)|^run_unknown_variable$|^language$/;

Deno.test("flowJsonSchema() and suiteJsonSchema() take every file in the tree that the parser takes, and no other", async () => {
  const suite = ajv.compile(suiteJsonSchema());
  const counts = { taken: 0, refused: 0 };
  for await (const path of flowFilesBelow(ROOT)) {
    const text = await Deno.readTextFile(path);
    const host = fakeHost({ cwd: dirname(path) });
    const { diagnostics: [problem] } = await readFlows([basename(path)], host, { allowRead: [ROOT] });
    counts[problem === undefined ? "taken" : "refused"]++;
    const [, name = ""] = /tests[\\/](?:cli[\\/])?golden[\\/]([^\\/]+)/.exec(path) ?? [];
    if (problem !== undefined && BEYOND_SCHEMA.test(name)) continue;
    const schema = path.endsWith("suite.yaml") ? suite : validate;
    const taken = takes(schema, text);
    assertEquals(taken, problem === undefined, `${path}: ${problem?.message ?? JSON.stringify(schema.errors)}`);
  }
  assert(counts.taken > 200 && counts.refused > 50, JSON.stringify(counts));
});

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

async function* flowFilesBelow(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory && !name.startsWith(".") && name !== "dist") yield* flowFilesBelow(path);
    else if (/\.flow\.(?:yaml|yml|json)$|[\\/]suite\.yaml$/.test(path)) yield path;
  }
}

/** What is no YAML is no flow. */
function takes(schema: (value: unknown) => boolean, text: string): boolean {
  const document = parseDocument(text, { logLevel: "silent" });
  return document.errors.length === 0 && schema(document.toJS());
}

const TAKEN = [
  "flow: A\nsteps: [reload]\n",
  "flow: A\nsteps: [reload, back]\n",
  "flow: A\nsteps: [{reload: }]\n",
  "flow: A\nvars: {n: 2}\nsteps: [{click: {css: li, nth: '${n}'}}]\n",
  "flow: A\nsteps: [{click: {text: a, within: {role: list, within: {css: ul}}}, timeout: 2s, retry: {times: 2}}]\n",
  "flow: A\nsteps: [{reload: {}, screenshot: false}, {screenshot: a}]\n",
  "flow: A\nsteps: [{group: {name: G, steps: [{repeat: {times: 2, steps: [reload]}}]}}]\n",
  "flow: A\nsteps: [{reload: , if: {visible: {text: a}}}, {reload: , if: 1 == 1}]\n",
  "flow: A\neach: [{a: 1}]\nsecrets: {a: {env: B}}\nsteps: [reload]\n",
  "flow: A\nhandlers: [{when: {css: a}, steps: [reload], times: 2}]\nsteps: [reload]\nfinally: [reload]\n",
];

const REFUSED = [
  "flow: A\nsteps: []\n",
  "flow: A\nsteps: [{repeat: {times: 0, steps: [reload]}}]\n",
  "flow: A\n",
  "steps: [reload]\n",
  "flow: A\nsteps: [reload]\nstep: []\n",
  "flow: A\nsteps: [{clik: a}]\n",
  "flow: A\nsteps: [relaod]\n",
  "flow: A\nsteps: [goto]\n",
  "flow: A\nsteps: [{}]\n",
  "flow: A\nsteps: [{click: a, reload: }]\n",
  "flow: A\nsteps: [{click: {text: a, exakt: true}}]\n",
  "flow: A\nsteps: [{click: {css: a, nth: first}}]\n",
  "flow: A\nsteps: [{click: {text: a, within: {role: a, css: b}}}]\n",
  "flow: A\nsteps: [{click: {text: a, within: {}}}]\n",
  "flow: A\nsteps: [{click: {text: a, role: button}}]\n",
  "flow: A\nsteps: [{click: {text: a, level: 2}}]\n",
  "flow: A\nsteps: [{expect: {role: button, css: b, to_be_hidden: true}}]\n",
  "flow: A\nsteps: [{drag: {from: {text: a, name: b}, to: {text: b}}}]\n",
  "flow: A\nsteps: [{fill: {label: a}}]\n",
  "flow: A\nsteps: [{fill: a}]\n",
  "flow: A\nsteps: [{reload: , timeout: 5}]\n",
  "flow: A\nsteps: [{reload: , timeout: soon}]\n",
  "flow: A\nsteps: [{reload: , retry: 3}]\n",
  "flow: A\nsteps: [{goto: {url: /, wait_until: never}}]\n",
  "flow: A\nsteps: [{group: {name: G, steps: [relaod]}}]\n",
  "flow: A\nvars: {2x: 1}\nsteps: [reload]\n",
  "flow: A\nsecrets: {a: {enw: X}}\nsteps: [reload]\n",
  "flow: A\nretries: -1\nsteps: [reload]\n",
  "flow: A\nbrowser: {viewport: {width: 5}}\nsteps: [reload]\n",
];

Deno.test("flowJsonSchema() takes and refuses what the parser takes and refuses", async () => {
  for (const text of TAKEN) assertEquals([text, ...await verdicts(text)], [text, true, true]);
  for (const text of REFUSED) assertEquals([text, ...await verdicts(text)], [text, false, false]);
});

Deno.test("flowJsonSchema() describes every action and key for an editor", () => {
  const { properties, $defs } = JSON.parse(JSON.stringify(flowJsonSchema()));
  for (const [key, { description }] of Object.entries<{ readonly description?: string }>(properties)) {
    assert(description !== undefined, `"${key}" has no description`);
  }
  const [, step] = $defs.step.anyOf;
  for (const name of Object.keys(ACTIONS).filter((name) => name !== "screenshot")) {
    assertEquals(step.properties[name].description, findAction(name)?.summary);
    assertEquals(step.properties[name].examples.length, 1);
  }
});

Deno.test("suiteJsonSchema() takes a suite and refuses the keys of a flow", () => {
  const suite = ajv.compile(suiteJsonSchema());
  assert(suite({ suite: "Shop", tags: ["a"], before: ["reload"], after: [{ goto: "/" }], vars: { a: 1 } }));
  assert(!suite({ suite: "Shop", steps: [] }));
});
