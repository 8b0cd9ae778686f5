import { COMMANDS } from "../lib/cli/commands.ts";
import { OPTION_NAMES, optionEntry, optionKey, optionVariable } from "../lib/cli/options.ts";
import { reduceEvents } from "../lib/report/reduce_events.ts";
import { assert } from "./assert.ts";
import { assertNoLeak, Canaries, commandLines, type Output, outputs, READERS, textsFor } from "./credential_places.ts";
import { runEvents, step } from "./report/sample_events.ts";
import { fakeCollector } from "./telemetry/fake_collector.ts";

/**
 * Commands that print or write for somebody else than the owner of a file, with credentials in every place where one can be
 * given. What needs a browser is in tests/legs/credentials_test.ts. `fmt` and `bundle` copy the user's own files as they
 * are; `import` makes a file from somebody's recording, so it leaves credentials out.
 */
const URLS_AND_PAIRS = OPTION_NAMES.filter((name) => {
  const entry = optionEntry(name);
  return "value" in entry && ["URL", "NAME=VALUE"].includes(entry.value);
});

Deno.test("no output shows a credential of a URL or a pair that an option, its variable or qa-rig.yaml gives", async () => {
  const canaries = new Canaries();
  const all: Output[] = [];
  for (const name of URLS_AND_PAIRS) {
    for (const text of textsFor(name, `option --${name}`, canaries)) {
      for (const line of commandLines(name)) {
        all.push(...await outputs([...line, `--${name}=${text}`]));
        all.push(...await outputs(line, { env: { [optionVariable(name) ?? ""]: text } }));
        all.push(...await outputs(line, { files: { "qa-rig.yaml": `${optionKey(name)}: ${JSON.stringify(text)}\n` } }));
      }
    }
  }
  assert(all.length > 100, `${all.length} outputs`);
  assertNoLeak(canaries, all);
});

Deno.test("no output shows a credential that stands where a command, a path or an option is expected", async () => {
  const canaries = new Canaries();
  const all: Output[] = [];
  for (const command of Object.keys(COMMANDS)) {
    const [url, unknown] = [canaries.url(`the path of ${command}`), canaries.url(`an unknown option of ${command}`)];
    // A bundle looks for an executable to pack, a demo has no paths to look at.
    if (command === "bundle" || command === "demo" || command === "init") continue;
    all.push(...await outputs([command, url]), ...await outputs([command, `--colour=${unknown}`]));
  }
  all.push(...await outputs([canaries.url("the command")]));
  assertNoLeak(canaries, all);
});

Deno.test("no output shows a header or a variable that is a credential by its name, beside a mistake in a flow", async () => {
  const canaries = new Canaries();
  const place = "a line with a mistake";
  const lines = [
    `  - request: {url: /, headers: {authorization: Bearer ${canaries.in(place)}, cookie: "sid=${
      canaries.in(place)
    }"}, meth: GET}`,
    `  - request: {url: /, headers: {"X-Api-Key": '${canaries.in(place)}', "Set-Cookie": a=${
      canaries.in(place)
    }}, meth: GET}`,
    `  - mock: {url: "**", headers: {"set-cookie": "a=${canaries.in(place)}"}, stats: 200}`,
    `  - use: {flow: none.yaml, with: {password: ${canaries.in(place)}}}`,
    `  - cookie: {set: a, value: "\${x}", path: "${canaries.url(place)}"}`,
  ];
  const heads = [
    `base_url: htp://usr:${canaries.in(place)}@x/`,
    `base_url: //usr:${canaries.in(place)}@x/?token=${canaries.in(place)}`,
    `vars: {token: ${canaries.in(place)}, "a b": 1}`,
    `browser: {http_credentials: {username: u, password: ${canaries.in(place)}, realm: x}}`,
    `browser: {client_certificates: [{origin: "${canaries.url(place)}", passphrase: ${canaries.in(place)}, x: 1}]}`,
  ];
  const flows = [
    ...lines.map((line) => `flow: A\nsteps:\n${line}\n`),
    ...heads.map((head) => `flow: A\n${head}\nsteps: [goto: /, clik: x]\n`),
  ];
  const all: Output[] = [];
  for (const flow of flows) {
    for (const line of READERS) all.push(...await outputs(line, { files: { "a.flow.yaml": flow } }));
  }
  assertNoLeak(canaries, all);
});

Deno.test("no plan shows a credential of a row or a variable", async () => {
  const canaries = new Canaries();
  const row = canaries.in("a cell of a row");
  const flow = [
    'flow: "Sign in with ${row.password}"',
    `base_url: "https://\${token}@127.0.0.1/?token=${canaries.in("a template of base_url")}"`,
    `vars: {token: ${canaries.in("vars")}}`,
    `each: [{user: ada, password: ${row}, home: "${canaries.url("a cell of a row")}"}]`,
    "steps: [goto: /]",
  ].join("\n");
  const all: Output[] = [];
  for (const line of READERS) all.push(...await outputs(line, { files: { "a.flow.yaml": flow } }));
  assertNoLeak(canaries, all);
});

Deno.test("import leaves credentials of a recording out of the flow, and says so", async () => {
  const canaries = new Canaries();
  const url = () => canaries.url("a recording", "https://shop.test");
  const recording = JSON.stringify({
    title: `Recording of ${url()}`,
    steps: [
      { type: "navigate", url: url(), assertedEvents: [{ type: "navigation", url: url(), title: url() }] },
      { type: "change", selectors: [["#password"]], value: canaries.in("a typed password") },
      { type: "click", selectors: [[`aria/${url()}`], ["#a"]], offsetX: 1, offsetY: 1 },
      { type: "waitForExpression", expression: `location.href == "${url()}"` },
      { type: "customStep", name: url(), parameters: { url: url() } },
      { type: "novel", url: url() },
      { type: "navigate", url: url().replace("https", "ftp") },
    ],
  });
  const all = await outputs(["import", "-"], { stdin: recording });
  assertNoLeak(canaries, all);
  const [flow, notes] = all.map(({ text }) => text);
  assert(flow?.includes("base_url: https://shop.test\n"), flow);
  assert(notes?.includes("user and password of a URL were left out"), notes);
  const valid = await outputs(["validate", "b.flow.yaml"], { files: { "b.flow.yaml": flow ?? "" } });
  assert(valid.some(({ name }) => name.includes("(0)")), JSON.stringify(valid));
});

Deno.test("no command shows or sends a credential that an earlier version has kept in a report", async () => {
  const canaries = new Canaries();
  const url = (key: string) => canaries.url(`"${key}" of a report`, "https://shop.test");
  const events = runEvents([{
    flow: "A",
    base_url: url("base_url"),
    row: { password: canaries.in("a row"), home: url("row") },
    attempts: [{
      steps: [step(`goto ${url("name")}`, {
        url: url("url"),
        status: "failed",
        passed: false,
        data: { url: url("data") },
        error: {
          class: "navigation",
          message: `Cannot goto ${url("message")}: Authorization: Bearer ${canaries.in("a message")}`,
          expected: url("expected"),
          actual: url("actual"),
          hint: url("hint"),
          at: null,
        },
      })],
    }],
  }]);
  const report = JSON.stringify(reduceEvents(events));
  const files = {
    "r/report.json": report,
    "s/report.json": report,
    "r/events.jsonl": events.map((event) => `${JSON.stringify(event)}\n`).join(""),
  };
  await using collector = await fakeCollector();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_PROTOCOL: "http/json" };
  const all: Output[] = [];
  const lines = [
    ["report", "show", "r"],
    ["report", "show", "r", "--format", "json"],
    ...["junit", "html", "ctrf", "tap", "json"].map((to) => ["report", "convert", "r", "--to", to]),
    ["report", "merge", "r", "s"],
    ["report", "diff", "r", "s"],
    ["report", "rebuild", "r/events.jsonl", "-o", "-"],
    ["report", "validate", "r"],
    ["telemetry", "push", "r"],
  ];
  for (const line of lines) all.push(...await outputs(line, { files, env }));
  const sent = collector.requests.map(({ body }) => new TextDecoder().decode(body)).join("\n");
  assert(sent.includes("qa_rig.step"), `${sent}${JSON.stringify(all.at(-1))}`);
  assertNoLeak(canaries, [...all, { name: "what telemetry push sends", text: sent }]);
});
