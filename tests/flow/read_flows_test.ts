import { join } from "node:path";
import { readFlows } from "../../lib/flow/read_flows.ts";
import { Expression } from "../../lib/plan/expression.ts";
import { fillIn } from "../../lib/plan/fill_in.ts";
import { isPart } from "../../lib/plan/flow.ts";
import { isStepNode, type StepNode } from "../../lib/plan/step_node.ts";
import { Template } from "../../lib/plan/template.ts";
import { assert, assertEquals, assertInstanceOf, assertStringIncludes } from "../assert.ts";
import { fakeHost, inFolder } from "../fake_host.ts";
import { flowOf, onlyFlow, problemsOf, readFiles, readText } from "./read_text.ts";

function shape(step: StepNode | undefined): unknown {
  return step === undefined ? null : [step.action, JSON.parse(JSON.stringify(step.input))];
}

async function stepsOf(steps: string): Promise<readonly StepNode[]> {
  return (await flowOf(`flow: A\nvars: {item: Teapot, n: 2}\nsteps:\n${steps}`)).steps;
}

Deno.test("readFlows() gives a flow with every key of its file", async () => {
  const flow = await flowOf(`
flow: Guest buys a teapot
description: The way most people come
base_url: http://127.0.0.1:4173
tags: [smoke, checkout]
vars: {item: Teapot, quantity: 2}
secrets: {card: {env: QA_CARD}}
browser: {viewport: {width: 800, height: 600}, locale: de-DE, http_credentials: {username: ada, password: "\${secrets.card}"}}
timeout: 1m
step_timeout: 2s
retries: 1
serial: true
locators: {row: {css: li}}
handlers: [{when: {role: dialog}, steps: [reload]}]
steps: [{goto: /}]
finally: [reload]
`);
  const { title, description, baseUrl, tags, timeoutMs, stepTimeoutMs, retries, serial, specPath, suite } = flow;
  assertEquals(
    { title, description, baseUrl, tags, timeoutMs, stepTimeoutMs, retries, serial, specPath, suite },
    {
      title: "Guest buys a teapot",
      description: "The way most people come",
      baseUrl: "http://127.0.0.1:4173",
      tags: ["smoke", "checkout"],
      timeoutMs: 60_000,
      stepTimeoutMs: 2_000,
      retries: 1,
      serial: true,
      specPath: "-",
      suite: null,
    },
  );
  assertEquals(flow.vars.map(({ name, value }) => [name, fillIn(value, {})]), [["item", "Teapot"], ["quantity", 2]]);
  assertEquals(flow.secrets.map(({ name, from }) => [name, from]), [["card", { env: "QA_CARD" }]]);
  assertEquals([flow.browser.viewport, flow.browser.locale], [{ width: 800, height: 600 }, "de-DE"]);
  assertInstanceOf(flow.browser.http_credentials?.password, Template);
  assertEquals(flow.locators, { row: { css: "li" } });
  assertEquals(flow.handlers.map(({ when, steps, times }) => [when, steps.length, times]), [[
    { role: "dialog" },
    1,
    1,
  ]]);
  assertEquals([flow.steps.map(shape), flow.finally.map(shape)], [[["goto", { url: "/" }]], [["reload", {}]]]);
  assertEquals([flow.at.line, flow.at.column], [2, 7]);
});

Deno.test("readFlows() reads JSON as it reads YAML", async () => {
  const json = JSON.stringify({ flow: "A", vars: { n: 1 }, steps: [{ goto: "/${n}" }, "reload"] }, null, 2);
  const yaml = "flow: A\nvars: {n: 1}\nsteps:\n  - goto: /${n}\n  - reload\n";
  assertEquals((await flowOf(json)).steps.map(shape), (await flowOf(yaml)).steps.map(shape));
  assertEquals(await problemsOf('{\n  "flow": "A",\n  "flow": "B",\n  "steps": ["reload"]\n}'), [
    '3:3 key "flow" stands twice',
  ]);
});

Deno.test("readFlows() reads the short form, the long form, a bare word and an empty value", async () => {
  const steps = await stepsOf(`
  - goto: /cart
  - goto: {url: /cart, wait_until: commit}
  - reload
  - reload:
  - click: Sign in
`);
  assertEquals(steps.map(shape), [
    ["goto", { url: "/cart" }],
    ["goto", { url: "/cart", wait_until: "commit" }],
    ["reload", {}],
    ["reload", {}],
    ["click", { text: "Sign in" }],
  ]);
});

Deno.test("readFlows() keeps the source text of a scalar where text is expected, and its type elsewhere", async () => {
  const steps = await stepsOf(`
  - fill: {label: 007, value: 1.10}
  - fill: {label: yes, value: true}
  - fill: {label: 0x1F, value: 1e3}
  - request: {url: /, json: {a: 007, b: 1.10, c: true, d: "7", e: null}}
`);
  assertEquals(steps.slice(0, 3).map(({ input }) => [input["label"], input["value"]]), [
    ["007", "1.10"],
    ["yes", "true"],
    ["0x1F", "1e3"],
  ]);
  assertEquals(fillIn(steps[3]?.input["json"] ?? null, {}), { a: 7, b: 1.1, c: true, d: "7", e: null });
});

Deno.test("readFlows() makes templates, expressions and titles from what is written", async () => {
  const [fill, asserted, set] = await stepsOf(`
  - fill: {label: Name, value: "\${item} \${n}"}
    name: Give the name
  - assert: n + 1 == 3
  - set: {later: "n * 2", all: "later + n"}
`);
  assertInstanceOf(fill?.input["value"], Template);
  assertEquals([fill?.title, asserted?.title, set?.title], ["Give the name", "assert n + 1 == 3", "set later, all"]);
  assertInstanceOf(asserted?.input["that"], Expression);
  assertInstanceOf(set?.input["later"], Expression);
});

Deno.test("readFlows() shows a template in the title as it was written", async () => {
  const [click] = await stepsOf('  - click: {role: link, name: "${item}"}\n');
  assertEquals(click?.title, 'click link "${item}"');
});

Deno.test("readFlows() reads the options of a step", async () => {
  const [first, second, third] = await stepsOf(`
  - reload:
    if: n > 1
    timeout: 3s
    retry: {times: 2, delay: 500ms}
    optional: true
    screenshot: false
  - click: a
    if: {visible: {role: button}}
    soft: true
    triggers: {response: /api}
  - screenshot: after-login
`);
  assertEquals(first?.options.if?.type, "expression");
  assertEquals({ ...first?.options, if: null }, {
    if: null,
    timeoutMs: 3_000,
    retry: { times: 2, delayMs: 500 },
    optional: true,
    soft: false,
    triggers: null,
    screenshot: false,
  });
  assertEquals(second?.options.if, { type: "visible", locator: { role: "button" } });
  assertEquals([second?.options.soft, Object.keys(second?.options.triggers ?? {})], [true, ["response"]]);
  assertEquals(shape(third), ["screenshot", { file_name: "after-login" }]);
});

Deno.test("readFlows() parses the steps that a step holds", async () => {
  const [group] = await stepsOf(`
  - group:
      name: Twice
      steps:
        - repeat: {each: ["a", "b"], as: letter, steps: [{click: "\${letter}"}]}
`);
  const inner = group?.input["steps"];
  assert(Array.isArray(inner) && inner.every(isStepNode));
  assertEquals(inner.map(({ action, at }) => [action, at.line, at.column]), [["repeat", 8, 11]]);
});

Deno.test("readFlows() understands anchors and aliases", async () => {
  const flow = await flowOf(`
flow: A
vars:
  a: &list [1, 2]
  b: *list
steps:
  - &again
    click: Next
  - *again
`);
  assertEquals(flow.vars.map(({ value }) => fillIn(value, {})), [[1, 2], [1, 2]]);
  assertEquals(flow.steps.map(({ title }) => title), ['click "Next"', 'click "Next"']);
});

Deno.test("readFlows() takes $${ for a literal ${", async () => {
  const [fill] = await stepsOf('  - fill: {label: a, value: "costs $${n}"}\n');
  assertEquals(fill?.input["value"], "costs ${n}");
});

Deno.test("readFlows() reads only the names after env. that a file mentions", async () => {
  const { flows: [flow] } = await readFiles({
    "a.flow.yaml": "flow: A\nsteps:\n  - use: b.yaml\n  - goto: /${env.LANG}\n",
    "b.yaml": "flow: B\nsteps:\n  - goto: /${env.HOME}\n",
  });
  assertEquals(flow?.envNames.toSorted(), ["HOME", "LANG"]);
});

Deno.test("readFlows() knows a captured value after the step that captures it, also inside a group", async () => {
  assertEquals(
    await problemsOf(`
flow: A
steps:
  - group: {name: G, steps: [{capture: {css: a, as: total}}]}
  - goto: /\${total}
  - click: a
    triggers: {download: {file_name: "*", as: export}}
  - assert: export.size > 0
finally:
  - goto: /\${total}
`),
    [],
  );
});

Deno.test("readFlows() applies suites: the nearer wins, the flow wins over all", async () => {
  const flow = onlyFlow(
    await readFiles({
      "suite.yaml": `
suite: Outer
tags: [all]
base_url: http://outer
timeout: 1m
vars: {who: ada, where: outer}
secrets: {card: {env: OUTER}}
browser: {locale: de-DE, timezone: UTC}
locators: {row: {css: li}, cell: {css: td}}
handlers: [{when: {role: dialog}, steps: [reload]}]
before: [{goto: /outer}]
after: [{goto: /outer-end}]
`,
      "sub/suite.yaml": `
suite: Inner
tags: [inner, all]
base_url: http://inner
vars: {where: inner}
browser: {locale: fr-FR}
before: [{goto: "/inner/\${who}"}]
after: [{goto: /inner-end}]
`,
      "sub/a.flow.yaml": `
flow: A
tags: [own]
vars: {where: own}
secrets: {card: {env: OWN}}
locators: {row: {css: tr}}
steps: [{click: {on: row}}, {click: {on: cell}}, {fill: {label: "\${who}", value: "\${secrets.card}"}}]
`,
    }),
  );
  assertEquals([flow.suite, flow.baseUrl, flow.timeoutMs], ["Inner", "http://inner", 60_000]);
  assertEquals(flow.tags, ["all", "inner", "own"]);
  assertEquals(flow.vars.map(({ name, value }) => `${name}=${value}`), [
    "who=ada",
    "where=outer",
    "where=inner",
    "where=own",
  ]);
  assertEquals(flow.secrets.map(({ from }) => from), [{ env: "OWN" }]);
  assertEquals(flow.browser, { locale: "fr-FR", timezone: "UTC" });
  assertEquals(flow.locators, { row: { css: "tr" }, cell: { css: "td" } });
  assertEquals(flow.handlers.length, 1);
  assertEquals(flow.before.map(({ title }) => title), ["goto /outer", "goto /inner/${who}"]);
  assertEquals(flow.after.map(({ title }) => title), ["goto /inner-end", "goto /outer-end"]);
});

Deno.test("readFlows() puts the part of use into its input", async () => {
  const flow = onlyFlow(
    await readFiles({
      "a.flow.yaml": `
flow: A
steps:
  - use: {flow: parts/sign_in.flow.yaml, with: {user: ada}, outputs: [token]}
  - goto: /\${token}
`,
      "parts/sign_in.flow.yaml": `
flow: Sign in
inputs: [user]
vars: {greeting: "Hello \${user}"}
steps:
  - fill: {label: Name, value: "\${greeting}"}
  - capture: {test_id: token, as: token}
`,
    }),
  );
  const part = flow.steps[0]?.input["part"];
  assert(isPart(part));
  assertEquals([part.specPath, part.title, part.inputs], ["parts/sign_in.flow.yaml", "Sign in", ["user"]]);
  assertEquals(part.steps.map(({ action }) => action), ["fill", "capture"]);
});

Deno.test("readFlows() does not run a part by itself, and names it when it was asked for", async () => {
  const part = { "part.flow.yaml": "flow: P\ninputs: [a]\nsteps: [reload]\n" };
  assertEquals(await readFiles(part, ["part.flow.yaml"]), { flows: [], diagnostics: [], parts: ["part.flow.yaml"] });
  assertEquals(await readFiles(part), { flows: [], diagnostics: [], parts: [] });
});

Deno.test("readFlows() reads a session with its part and its check", async () => {
  const flow = onlyFlow(
    await readFiles({
      "a.flow.yaml":
        'flow: A\nvars: {who: ada}\nsession: {use: login.yaml, key: "${who}", max_age: 5m, valid: [{goto: /me}]}\nsteps: [reload]\n',
      "login.yaml": "flow: Log in\nsteps: [{goto: /login}]\n",
    }),
  );
  assertEquals(flow.session?.part.title, "Log in");
  assertEquals([String(flow.session?.key), flow.session?.maxAgeMs], ["${who}", 300_000]);
  assertEquals(flow.session?.valid.map(({ title }) => title), ["goto /me"]);
});

Deno.test("readFlows() reads rows from the file, from CSV and from JSON", async () => {
  const steps = "steps: [{click: '${row.item} ${quantity}'}]\n";
  const csv = 'item,quantity\n"Teapot, blue",2\n';
  const rows = { "rows.csv": csv, "rows.json": '[{"item": "Cup", "quantity": 3}]' };
  const read = (each: string) =>
    readFiles({ ...rows, "a.flow.yaml": `flow: A\neach: ${each}\nvars: {quantity: 1}\n${steps}` });
  assertEquals(onlyFlow(await read("[{item: 007, quantity: 4}]")).each, [{ item: 7, quantity: 4 }]);
  assertEquals(onlyFlow(await read("rows.csv")).each, [{ item: "Teapot, blue", quantity: 2 }]);
  assertEquals(onlyFlow(await read("rows.json")).each, [{ item: "Cup", quantity: 3 }]);
});

Deno.test("readFlows() makes the paths of secrets and of the browser absolute", async () => {
  const { flows: [flow], diagnostics } = await readFiles({
    "a.flow.yaml":
      "flow: A\nsecrets: {pin: {file: pin.txt}}\nbrowser: {storage_state: state.json, client_certificates: [{origin: https://a, cert: c.pem, key: k.pem}]}\nsteps: [reload]\n",
    "pin.txt": "1234",
    "state.json": "{}",
    "c.pem": "",
    "k.pem": "",
  });
  assertEquals(diagnostics, []);
  assertStringIncludes(JSON.stringify(flow?.secrets[0]?.from), "/pin.txt");
  assertStringIncludes(flow?.browser.storage_state ?? "", "/state.json");
  assertStringIncludes(flow?.browser.client_certificates?.[0]?.key ?? "", "/k.pem");
});

Deno.test("readFlows() reports every problem of every file once, sorted by place", async () => {
  const { diagnostics } = await readFiles({
    "b.flow.yaml": "flow: B\nsteps:\n  - clik: a\n  - use: part.yaml\n",
    "a.flow.yaml": "flow: A\nsteps:\n  - use: part.yaml\n  - fill: {labl: a, value: b}\n    timout: 1s\n",
    "part.yaml": "flow: P\nsteps: [relaod]\n",
  });
  assertEquals(diagnostics.map(({ at }) => `${at?.file}:${at?.line}`), [
    "a.flow.yaml:4",
    "a.flow.yaml:5",
    "b.flow.yaml:3",
    "part.yaml:2",
  ]);
});

Deno.test("readFlows() refuses bytes that are no UTF-8", () =>
  inFolder({}, async (cwd) => {
    await Deno.writeFile(join(cwd, "a.flow.yaml"), new Uint8Array([0x66, 0x3a, 0x20, 0xff, 0xfe]));
    const { diagnostics: [problem] } = await readFlows(["."], fakeHost({ cwd }), { allowRead: [] });
    assertEquals(problem?.message, 'Cannot read flow "a.flow.yaml": it is no UTF-8 text');
  }));

Deno.test("readFlows() reads a file that begins with a byte order mark", async () => {
  assertEquals(onlyFlow(await readFiles({ "a.flow.yaml": "\ufeffflow: A\nsteps: [reload]\n" })).title, "A");
});

Deno.test("readFlows() refuses files larger than 1 MiB", async () => {
  const { diagnostics: [large] } = await readFiles({
    "a.flow.yaml": `flow: A\n# ${"x".repeat(1024 * 1024)}\nsteps: [reload]\n`,
  });
  assertStringIncludes(large?.message ?? "", "larger than 1 MiB");
  const { diagnostics: [text] } = await readText(`flow: A\n# ${"é".repeat(600_000)}\nsteps: [reload]\n`);
  assertStringIncludes(text?.message ?? "", "larger than 1 MiB");
});

Deno.test("readFlows() is pure: the same files give the same flows and problems", async () => {
  const files = {
    "a.flow.yaml": "flow: A\nvars: {x: 1}\nsteps: [{use: p.yaml}, {click: '${x} ${y}'}, {clik: a}]\n",
    "b.flow.yaml": "flow: B\nsteps: [{use: p.yaml}, {goto: '/${env.HOME}'}]\n",
    "p.yaml": "flow: P\nsteps: [reload]\n",
  };
  const [once, again] = [await readFiles(files), await readFiles(files)];
  assertEquals(JSON.stringify(once), JSON.stringify(again));
});
