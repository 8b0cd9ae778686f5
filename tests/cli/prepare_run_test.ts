import { join } from "node:path";
import { assertEquals, assertRejects, assertStringIncludes } from "../assert.ts";
import { fakeHost, type FakeHostOptions, inFolder } from "../fake_host.ts";
import { type OptionLayers, settleOptions } from "../../lib/cli/settle_options.ts";
import { prepareRun } from "../../lib/cli/prepare_run.ts";
import { readValidFlows } from "../../lib/cli/read_valid_flows.ts";
import { UsageError } from "../../lib/errors.ts";

interface Setup extends Partial<OptionLayers>, Omit<FakeHostOptions, "cwd"> {
  readonly files?: Readonly<Record<string, string>>;
}

const FLOWS = {
  "a.flow.yaml": "flow: Guest buys\nbase_url: http://a\ntags: [smoke]\ntimeout: 1m\nvars: {item: Teapot, count: 2}\n" +
    'steps:\n  - goto: "/${item}"\n',
  "b.flow.yaml": "flow: Member buys\ntags: [smoke, slow]\nvars: {item: Cup}\nsteps:\n  - goto: /\n",
  "c.flow.yaml": 'flow: Rows\neach: [{id: 1}, {id: 2}]\nsteps:\n  - goto: "/${row.id}"\n',
};

function prepare({ files = FLOWS, commandLine = {}, environment = {}, file = {}, ...host }: Setup = {}) {
  return inFolder(files, async (cwd) => {
    const settled = settleOptions({ commandLine, environment, file });
    const fake = fakeHost({ ...host, cwd });
    const flows = await readValidFlows([], fake, settled.options);
    return { cwd, ...await prepareRun(flows, settled, fake) };
  });
}

async function ids(setup: Setup): Promise<readonly string[]> {
  return (await prepare(setup)).plan.flows.map(({ id }) => id);
}

Deno.test("prepareRun() plans every flow and row", async () => {
  assertEquals(await ids({}), ["a.flow.yaml", "b.flow.yaml", "c.flow.yaml#1", "c.flow.yaml#2"]);
});

Deno.test("prepareRun() selects by tag, title, shard and repeat", async () => {
  assertEquals(await ids({ commandLine: { tag: ["smoke,!slow"] } }), ["a.flow.yaml"]);
  assertEquals(await ids({ commandLine: { name: "/^member/i" } }), ["b.flow.yaml"]);
  assertEquals(await ids({ commandLine: { shard: "2/2" } }), ["b.flow.yaml", "c.flow.yaml#2"]);
  assertEquals(await ids({ commandLine: { name: "Guest", repeat: 2 } }), ["a.flow.yaml~1", "a.flow.yaml~2"]);
});

Deno.test("prepareRun() says why no flow is left in a shard, and refuses filters that fit nothing", async () => {
  const { plan, notices } = await prepare({ commandLine: { shard: "9/9" } });
  assertEquals([plan.flows, notices], [[], ["Nothing to run: no flow is in shard 9/9"]]);
  const { notices: filtered } = await prepare({ commandLine: { shard: "2/9", name: "Guest" } });
  assertEquals(filtered, ["Nothing to run: no flow is in shard 2/9"]);
  await assertRejects(
    () => prepare({ commandLine: { shard: "1/9", tag: ["nope"] } }),
    UsageError,
    "none of 4 flows fits",
  );
});

Deno.test("prepareRun() takes the flows that failed last, rows and repeats told apart", async () => {
  const flows = [
    { id: "a.flow.yaml~1", passed: true, duration_ms: 5 },
    { id: "a.flow.yaml~2", passed: false, duration_ms: 9 },
    { id: "b.flow.yaml", passed: true, duration_ms: 7 },
    { id: "c.flow.yaml#2", passed: false, duration_ms: 3 },
  ];
  const files = { ...FLOWS, "qa-rig-report/report.json": JSON.stringify({ flows }) };
  assertEquals(await ids({ files, commandLine: { "last-failed": true } }), ["a.flow.yaml", "c.flow.yaml#2"]);
  const { lastDurations } = await prepare({ files });
  assertEquals(Object.fromEntries(lastDurations), { "a.flow.yaml": 9, "b.flow.yaml": 7, "c.flow.yaml#2": 3 });
});

Deno.test("prepareRun() has nothing to run when nothing failed last", async () => {
  const report = JSON.stringify({ flows: [{ id: "a.flow.yaml", passed: true, duration_ms: 5 }] });
  const files = { ...FLOWS, "qa-rig-report/report.json": report };
  const { plan, notices } = await prepare({ files, commandLine: { "last-failed": true } });
  assertEquals([plan.flows, notices], [[], ["Nothing to run: no flow failed in the last report"]]);
});

Deno.test("prepareRun() prints the seed that it takes for --shuffle", async () => {
  const { plan, notices } = await prepare({ commandLine: { shuffle: "" } });
  assertEquals(notices, [`Flows run in random order: --shuffle=${plan.settings.seed} repeats it`]);
  const again = await ids({ commandLine: { shuffle: String(plan.settings.seed) } });
  assertEquals(plan.flows.map(({ id }) => id), again);
});

Deno.test("prepareRun() lets the command line win over the flow, and the flow over qa-rig.yaml", async () => {
  const of = async (setup: Setup) => {
    const { plan } = await prepare({ ...setup, files: { "a.flow.yaml": FLOWS["a.flow.yaml"] } });
    const [flow] = plan.flows;
    return [flow?.baseUrl, flow?.timeoutMs, flow?.retries];
  };
  assertEquals(await of({}), ["http://a", 60_000, 0]);
  const given = { "base-url": "http://b", timeout: 5_000, retries: 2 };
  assertEquals(await of({ commandLine: given }), ["http://b", 5_000, 2]);
  assertEquals(await of({ environment: given }), ["http://b", 5_000, 2]);
  assertEquals(await of({ file: given }), ["http://a", 60_000, 2]);
});

Deno.test("prepareRun() gives each flow the variables that it declares", async () => {
  const { plan } = await prepare({
    files: { ...FLOWS, "vars.yaml": "item: Pot\ncount: 007\n", "vars.json": '{"count": 3}' },
    commandLine: { "var-file": ["vars.yaml", "vars.json"], var: ["item=Jug=1"] },
  });
  const overrides = plan.flows.map(({ overrides }) => overrides);
  assertEquals(overrides, [{ item: "Jug=1", count: "3" }, { item: "Jug=1" }, {}, {}]);
});

Deno.test("prepareRun() reads secrets from the environment, --env-file and files", async () => {
  const flow = "flow: A\nsecrets:\n  card: {env: QA_CARD}\n  pin: {env: QA_PIN}\n  token: {file: token.txt}\n" +
    'steps:\n  - goto: "/${secrets.card}"\n';
  const { secrets, environment } = await prepare({
    files: { "a.flow.yaml": flow, "token.txt": "tok-12345\n", "x.env": "QA_CARD=from-file\nOTHER=1\n" },
    env: { QA_CARD: "from-env", QA_PIN: "1234" },
    commandLine: { "env-file": ["x.env"] },
  });
  assertEquals(secrets.all, [
    { name: "card", value: "from-file" },
    { name: "pin", value: "1234" },
    { name: "token", value: "tok-12345" },
  ]);
  assertEquals(secrets.variables, ["QA_CARD", "QA_PIN"]);
  assertEquals([environment("OTHER"), environment("QA_PIN"), environment("NONE")], ["1", "1234", undefined]);
});

Deno.test("prepareRun() does not ask for the secrets of flows that are not selected", async () => {
  const files = { ...FLOWS, "d.flow.yaml": "flow: D\nsecrets: {card: {env: QA_CARD}}\nsteps:\n  - goto: /\n" };
  assertEquals(await ids({ files, commandLine: { name: "Guest" } }), ["a.flow.yaml"]);
  await assertRejects(() => prepare({ files }), UsageError, 'variable "QA_CARD" is not set');
});

Deno.test("prepareRun() counts workers by the cores", async () => {
  const workers = async (text: string | null, cores: number) => {
    const commandLine = text === null ? {} : { workers: text };
    return (await prepare({ commandLine, cores })).plan.settings.workers;
  };
  const counts = [workers(null, 8), workers(null, 1), workers("3", 1), workers("25%", 8), workers("1%", 4)];
  assertEquals(await Promise.all(counts), [4, 1, 3, 2, 1]);
});

Deno.test("prepareRun() makes every path absolute", async () => {
  const { cwd, plan, browser } = await prepare({
    commandLine: { "output-dir": "out", "allow-read": ["data"], "cache-dir": "cache", "browser-path": "bin/chrome" },
  });
  assertEquals(plan.settings.outputFolder, join(cwd, "out"));
  assertEquals(plan.settings.allowRead, [join(cwd, "data")]);
  assertEquals(browser.find.cacheFolder, join(cwd, "cache"));
  assertEquals(browser.find.browserPath, join(cwd, "bin/chrome"));
});

Deno.test("prepareRun() takes the credentials of a proxy apart", async () => {
  const { browser, network } = await prepare({
    commandLine: { proxy: "http://ada:p%40ss@proxy:8080" },
    env: { NO_PROXY: "localhost" },
  });
  assertEquals(browser.launch.network, network);
  assertEquals(network.proxies.noProxy.entries, ["localhost"]);
  assertEquals(network.proxies.https, {
    server: "http://proxy:8080",
    username: "ada",
    password: "p@ss",
    href: "http://ada:p%40ss@proxy:8080",
  });
});

Deno.test("prepareRun() refuses a file without certificates, and limits for a browser that somebody else started", async () => {
  const files = { ...FLOWS, "ca.pem": "no certificate" };
  const ca = (name: string) => prepare({ files, commandLine: { ca: name } });
  await assertRejects(() => ca("ca.pem"), UsageError, "expected a PEM file with certificates");
  await assertRejects(() => ca("gone.pem"), UsageError, "there is no such file");
  const limited = { "allow-hosts": ["example.org"], connect: "ws://127.0.0.1:1" };
  await assertRejects(() => prepare({ commandLine: limited }), UsageError, "Cannot limit the hosts");
});

Deno.test("prepareRun() lets --no-otel win over the environment", async () => {
  const env = { QA_RIG_OTEL_ENABLED: "1" };
  assertEquals((await prepare({ env })).telemetry.settings.enabled, true);
  assertEquals((await prepare({ env, commandLine: { otel: false } })).telemetry.settings.enabled, false);
  assertEquals((await prepare({})).telemetry.settings.enabled, false);
});

Deno.test("prepareRun() warns of an unclear wish for telemetry once", async () => {
  const { telemetry } = await prepare({ env: { QA_RIG_OTEL_ENABLED: "maybe" } });
  assertEquals(telemetry.settings.enabled, false);
  assertEquals(telemetry.warnings.length, 1);
  assertStringIncludes(telemetry.warnings[0] ?? "", 'found "maybe"');
});
