import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startDemoSite } from "../../lib/demo/start_demo_site.ts";
import { realHost } from "../../lib/host.ts";
import { main } from "../../main.ts";
import { assert, assertEquals } from "../assert.ts";
import { fakeHost, inFolder } from "../fake_host.ts";
import { readReport, runProgram } from "../program.ts";
import { startCollector } from "./collector.ts";
import { CANARY, formsOf, PLAIN_CANARY } from "./secrets/canary.ts";

/** Runs of the real program with a canary for a secret; every output is searched for every form of it. */
const FOLDER = fileURLToPath(new URL("./secrets", import.meta.url));

/** So much of a secret that was cut counts as found. */
const PART = 6;

interface Searched {
  readonly code: number;
  readonly redactions: number;
  readonly reasons: readonly string[];
  /** Every output by its name. */
  readonly outputs: ReadonlyMap<string, string>;
  /** `report.html has it percent-encoded` */
  readonly leaks: readonly string[];
}

/** Every reporter at once; the first writes to standard output. */
const REPORTERS = [
  ...["html", "junit", "ctrf", "tap", "json=copy/report.json", "jsonl=copy/events.jsonl", "list=copy/list.txt"],
  ...["line=copy/line.txt", "github=copy/github.txt"],
];

async function runWithCanary(flow: string, canary: string, reporter = "list"): Promise<Searched> {
  await using site = startDemoSite(realHost(), { port: 0 });
  await using collector = await startCollector();
  return await inFolder(await flowFiles(), async (cwd) => {
    const reporters = [reporter, ...REPORTERS].flatMap((name) => ["--reporter", name]);
    const ended = await runProgram(
      ["run", flow, "--base-url", site.url, "--verbose", "--trace", "on", "--screenshot", "on", "--otel", ...reporters],
      {
        cwd,
        env: {
          CANARY: canary,
          OTEL_EXPORTER_OTLP_ENDPOINT: collector.httpUrl,
          OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
          OTEL_LOG_LEVEL: "debug",
        },
      },
    );
    const outputs = new Map([["stdout", ended.stdout], ["stderr", ended.stderr]]);
    outputs.set("spans", JSON.stringify([collector.spans(), collector.points()]));
    for await (const path of filesBelow(cwd)) {
      if (path.endsWith(".flow.yaml")) continue;
      outputs.set(path, `${path} ${new TextDecoder("latin1").decode(await Deno.readFile(join(cwd, path)))}`);
    }
    assert(collector.spans().length > 0, "spans have arrived");
    const { redactions, exit } = await readReport(`${cwd}/qa-rig-report`);
    return { code: ended.code, redactions, reasons: exit.reasons, outputs, leaks: leaksIn(outputs, canary) };
  });
}

async function flowFiles(): Promise<Readonly<Record<string, string>>> {
  const names = (await Array.fromAsync(Deno.readDir(FOLDER))).map(({ name }) => name)
    .filter((name) => name.endsWith(".flow.yaml"));
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await Deno.readTextFile(join(FOLDER, name))])),
  );
}

function leaksIn(outputs: ReadonlyMap<string, string>, canary: string): readonly string[] {
  const forms = Object.entries({ ...formsOf(canary), "cut in two": canary.slice(0, PART) });
  return [...outputs].flatMap(([name, text]) =>
    forms.filter(([, form]) => text.includes(form)).map(([kind, form]) => {
      const at = text.indexOf(form);
      return `${name} has it ${kind}: ${text.slice(Math.max(0, at - 120), at + form.length + 20)}`;
    })
  );
}

async function* filesBelow(folder: string, prefix = ""): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(join(folder, prefix))) {
    if (isDirectory) yield* filesBelow(folder, `${prefix}${name}/`);
    else yield `${prefix}${name}`;
  }
}

Deno.test("formsOf() gives forms that are found where a secret stands, so that the search is worth something", () => {
  const key = CANARY;
  const page = key.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const outputs = new Map([
    ["text", `a ${key} b`],
    ["url", `?k=${encodeURIComponent(key)}`],
    ["form", String(new URLSearchParams({ key }))],
    ["json", JSON.stringify({ key })],
    ["html", page],
    ["basic", btoa(`ada:${key}`)],
    ["base64", btoa(`ab${key}`)],
  ]);
  const found = new Set(leaksIn(outputs, key).map((leak) => leak.split(" ")[0] ?? ""));
  assertEquals([...outputs.keys()].filter((name) => !found.has(name)), []);
});

const RUNS = [
  { canary: CANARY, kind: "of odd characters", reporter: "list" },
  { canary: PLAIN_CANARY, kind: "of letters", reporter: "list" },
  { canary: CANARY, kind: "of odd characters", reporter: "github" },
];

for (const { canary, kind, reporter } of RUNS) {
  Deno.test(`a secret ${kind} is found in no output of a run that passes, with --reporter ${reporter}`, async () => {
    const { code, outputs, leaks, redactions } = await runWithCanary("passing.flow.yaml", canary, reporter);
    assertEquals(leaks, []);
    assertEquals([code, redactions], [0, 0], `${outputs.get("stdout")}${outputs.get("stderr")}`);
    assert(outputs.size >= 12, [...outputs.keys()].join());
    const own = [...outputs].filter(([, text]) => text.includes("teapot-418")).map(([name]) => name);
    assertEquals(own, [], "the password of http_credentials");
  });

  Deno.test(`a secret ${kind} is found in no output of a run that fails, with --reporter ${reporter}`, async () => {
    const { code, outputs, leaks, redactions, reasons } = await runWithCanary("failing.flow.yaml", canary, reporter);
    assertEquals(leaks, []);
    assertEquals([code, redactions, reasons], [1, 0, ["failed"]], outputs.get("stderr"));
  });
}

Deno.test("a secret is found in no output of a run whose login fails with it", async () => {
  const { code, leaks, outputs } = await runWithCanary("broken.flow.yaml", CANARY);
  assertEquals(leaks, []);
  assertEquals(code, 4, outputs.get("stderr"));
  const [, report = ""] = [...outputs].find(([name]) => name.endsWith("qa-rig-report/report.json")) ?? [];
  assert(report.includes("Cannot sign in by"), report);
});

Deno.test("a secret in a file that is kept is overwritten there, and the run says so with exit code 6", async () => {
  const { code, outputs, leaks, redactions, reasons } = await runWithCanary("kept.flow.yaml", CANARY);
  assertEquals(leaks, []);
  assertEquals([code, redactions, reasons], [6, 1, ["secret_found"]]);
  const [, text = ""] = [...outputs].find(([name]) => name.endsWith("/key.txt")) ?? [];
  assert(text.endsWith("the key is ***"), text);
});

/** As likely as anything to turn up in a report: years, sizes, times, ports. */
const PINS = Array.from({ length: 200 }, (_, index) => String(1_000 + index * 41));

const PIN_FLOW = `
flow: A PIN
secrets: {pin: {env: PIN}}
steps:
  - goto: /storage
  - fill: {label: Key, value: "\${secrets.pin}"}
  - capture: {label: Key, of: value, as: typed}
  - assert: typed == secrets.pin
  - request: {url: /api/echo, json: {pin: "\${secrets.pin}"}, capture: {sent: body.body}}
  - screenshot: pin
`;

Deno.test({
  name: "a PIN of 4 digits neither breaks a report nor raises a false alarm in 200 runs",
  // Pipes of browsers close a moment after their runs.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    await using site = startDemoSite(realHost(), { port: 0 });
    const wrong: string[] = [];
    // One after the other: a process has one folder for the temporary files of its run.
    for (const pin of PINS) {
      const problem = await runWithPin(pin, site.url);
      if (problem !== null) wrong.push(`${pin}: ${problem}`);
    }
    assertEquals(wrong, []);
  },
});

const OUTSIDE = ["HOME", "XDG_CACHE_HOME", "PATH", "LOCALAPPDATA", "QA_RIG_BROWSER_PATH"];

/** What is wrong with a run whose secret is this PIN; `null` when nothing is. */
function runWithPin(pin: string, url: string): Promise<string | null> {
  return inFolder({ "a.flow.yaml": PIN_FLOW }, async (cwd) => {
    const env = Object.fromEntries(OUTSIDE.map((name) => [name, Deno.env.get(name) ?? ""]));
    const args = ["run", "a.flow.yaml", "--base-url", url, "--reporter", "html", "--reporter", "junit"];
    const host = fakeHost({ args, env: { ...env, PIN: pin }, cwd });
    const code = await main(host);
    const report = await readReport(`${cwd}/qa-rig-report`);
    const [flow] = report.flows;
    if (code !== 0) return `exit code ${code}: ${flow?.error?.message} ${host.written.stderr}`;
    if (report.redactions !== 0 || report.exit.reasons.length > 0) return JSON.stringify(report.exit);
    if (flow?.steps.at(-1)?.artifacts.length !== 1) return "the screenshot is gone";
    for (const { path } of flow.steps.flatMap(({ artifacts }) => artifacts)) {
      if (!await Deno.stat(`${cwd}/qa-rig-report/${path}`).then(() => true, () => false)) return `${path} is gone`;
    }
    if (JSON.stringify(flow.steps[2]?.data) !== '{"value":"***"}') return JSON.stringify(flow.steps[2]?.data);
    const isWhole = (text: string) => Number.isFinite(Date.parse(text));
    const instants = flow.steps.map(({ started_at }) => started_at);
    return instants.every((text) => text !== null && isWhole(text)) ? null : `an instant was rewritten: ${instants}`;
  });
}
