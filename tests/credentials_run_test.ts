import { join } from "node:path";
import { startDemoSite } from "../lib/demo/start_demo_site.ts";
import { realHost } from "../lib/host.ts";
import { main } from "../main.ts";
import { assert, assertEquals } from "./assert.ts";
import { assertNoLeak, Canaries, type Output } from "./credential_places.ts";
import { fakeHost, inFolder } from "./fake_host.ts";
import { readReport } from "./program.ts";
import { fakeCollector } from "./telemetry/fake_collector.ts";

/** Every reporter; the first writes to standard output. */
const REPORTERS = [
  ...["list", "html", "junit", "ctrf", "tap", "json=copy/report.json", "jsonl=copy/events.jsonl", "list=copy/list.txt"],
  ...["line=copy/line.txt", "dot=copy/dot.txt", "github=copy/github.txt"],
].flatMap((name) => ["--reporter", name]);

const OUTSIDE = ["HOME", "XDG_CACHE_HOME", "PATH", "LOCALAPPDATA", "QA_RIG_BROWSER_PATH"];

interface Ended {
  readonly code: number;
  readonly outputs: readonly Output[];
}

/** Runs the program with every reporter and a collector, and gives all that it wrote and sent. */
async function runAll(
  files: Readonly<Record<string, string>>,
  { args, env = {} }: { readonly args: readonly string[]; readonly env?: Readonly<Record<string, string>> },
): Promise<Ended> {
  await using collector = await fakeCollector();
  return await inFolder(files, async (cwd) => {
    const outside = Object.fromEntries(OUTSIDE.map((name) => [name, Deno.env.get(name) ?? ""]));
    const host = fakeHost({
      args: [...args, "--verbose", "--timing", "--otel", "--screenshot", "on", "--trace", "on", ...REPORTERS],
      env: {
        ...outside,
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
        OTEL_LOG_LEVEL: "debug",
        ...env,
      },
      cwd,
    });
    const code = await main(host);
    const outputs: Output[] = [
      { name: "stdout", text: host.written.stdout },
      { name: "stderr", text: host.written.stderr },
      {
        name: "what the collector got",
        text: collector.requests.map(({ body }) => new TextDecoder().decode(body)).join("\n"),
      },
    ];
    for await (const path of filesBelow(cwd)) {
      if (Object.hasOwn(files, path)) continue;
      outputs.push({
        name: path,
        text: `${path} ${new TextDecoder("latin1").decode(await Deno.readFile(join(cwd, path)))}`,
      });
    }
    const report = await readReport(`${cwd}/qa-rig-report`);
    assertEquals(report.redactions, 0, "masked as it was made");
    return { code, outputs };
  });
}

async function* filesBelow(folder: string, prefix = ""): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(join(folder, prefix))) {
    if (isDirectory) yield* filesBelow(folder, `${prefix}${name}/`);
    else yield `${prefix}${name}`;
  }
}

function textOf({ outputs }: Ended, name: string): string {
  return outputs.find((output) => output.name === name)?.text ?? "";
}

Deno.test({
  name:
    "no output of a run shows a credential of a URL, a header, a cookie or a variable, also where a server repeats it",
  // Pipes of browsers close a moment after their runs.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    await using site = startDemoSite(realHost(), { port: 0 });
    const canaries = new Canaries();
    const url = (place: string) => canaries.url(place, site.url);
    const set = (place: string, value = canaries.in(place)) => ({ name: place, value });
    const [bearer, cookie, pageCookie, key] = [
      set("authorization").value,
      set("cookie").value,
      set("the page's cookie").value,
      set("x-api-key").value,
    ];
    const basic = btoa(`ada:${canaries.in("the password of a Basic header")}`);
    const echoed = {
      url: "/api/echo",
      headers: { authorization: `Bearer ${bearer}`, cookie: `sid=${cookie}`, "X-Api-Key": key },
      json: { token: bearer },
    };
    const steps = [
      { goto: "/" },
      { goto: url("goto") },
      { name: `Open ${url("name")}`, goto: url("goto with a name") },
      { goto: url("goto of an unreachable host").replace(site.url.slice(7), "127.0.0.1:9"), soft: true },
      { cookie: { set: "page_session", value: pageCookie } },
      { request: { ...echoed, capture: { headers: "body.headers", all: "body", auth: "body.headers.authorization" } } },
      { set: { again: "json(headers)", encoded: "base64(auth)", quoted: "urlencode(auth)" } },
      { assert: "auth == 'another'", soft: true },
      { assert: "again == 'another'", soft: true },
      { request: { ...echoed, expect: { status: 500 } }, soft: true },
      { request: { ...echoed, expect: { json: { headers: { authorization: "none" } } } }, soft: true },
      { request: { ...echoed, expect: { that: "body.headers.cookie == 'none'" } }, soft: true },
      {
        request: { url: "/api/echo", headers: { authorization: `Basic ${basic}` }, expect: { status: 500 } },
        soft: true,
      },
      { request: { url: url("request"), expect: { status: 500 } }, soft: true },
      { request: { url: url("request of an unreachable host").replace(site.url.slice(7), "127.0.0.1:9") }, soft: true },
      { request: { url: "/api/echo", query: { token: canaries.in("query") }, expect: { status: 500 } }, soft: true },
      { evaluate: { script: "throw new Error(args.all)", args: { all: "${again}" } }, soft: true },
      { evaluate: { script: "document.title = args.all; console.error(args.all)", args: { all: "${again}" } } },
      { expect: { to_have_title: "another" }, timeout: "200ms", soft: true },
      { expect: { to_have_url: `/?token=${canaries.in("an expected URL")}` }, timeout: "200ms", soft: true },
      { assert: 'token == "another"', soft: true },
      { assert: 'row.password == "another"', soft: true },
      { set: { seen: "token + row.password + link" } },
      { mock: { url: url("mock"), headers: { "set-cookie": `sid=${canaries.in("a mocked cookie")}` } } },
      { wait_for: { url: url("wait_for") }, timeout: "200ms", soft: true },
      { open_page: { page: "two", url: url("open_page") } },
      { click: { text: "none" }, timeout: "200ms" },
    ];
    const flow = {
      flow: "Sign in with ${row.password}",
      vars: { token: canaries.in("vars"), link: url("vars"), given: "" },
      each: [{ password: canaries.in("a row"), home: url("a row") }],
      browser: {
        http_credentials: { username: canaries.in("http_credentials"), password: canaries.in("http_credentials") },
      },
      steps,
    };
    const template = {
      flow: "A template",
      vars: { host: site.url.slice(7), password: canaries.in("vars of a template") },
      base_url: `http://ada:\${password}@\${host}/?token=${canaries.in("a template")}`,
      steps: [
        { goto: "/" },
        { request: { url: "/api/echo", expect: { status: 500 } } },
      ],
    };
    const ended = await runAll(
      { "a.flow.yaml": JSON.stringify(flow), "b.flow.yaml": JSON.stringify({ ...template }) },
      {
        args: ["run", ".", "--base-url", url("--base-url"), "--var", `given=${url("--var")}`, "--workers", "1"],
        env: {
          GITHUB_ACTIONS: "true",
          GITHUB_SERVER_URL: url("GITHUB_SERVER_URL"),
          GITHUB_REPOSITORY: "o/r",
          GITHUB_SHA: "0123",
          OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer ${canaries.in("OTEL_EXPORTER_OTLP_HEADERS")}`,
        },
      },
    );
    assertEquals(ended.code, 1, textOf(ended, "stderr"));
    const report = textOf(ended, "qa-rig-report/report.json");
    assert(report.includes(`"base_url": "${site.url.replace("//", "//***@")}/?token=***#access_token=***"`), report);
    assert(report.includes('\\"authorization\\":\\"***\\"'), "what a server repeats");
    assertNoLeak(canaries, ended.outputs);
  },
});

Deno.test({
  name: "no output of a run shows a credential of base_url in the flow, a suite or qa-rig.yaml",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    await using site = startDemoSite(realHost(), { port: 0 });
    const canaries = new Canaries();
    const url = (place: string) => canaries.url(place, site.url);
    const steps = [{ goto: "/" }, { request: { url: "/api/echo", expect: { status: 500 } } }];
    const ended = await runAll({
      "a/a.flow.yaml": JSON.stringify({ flow: "A", base_url: url("a flow"), steps }),
      "b/b.flow.yaml": JSON.stringify({ flow: "B", steps }),
      "b/suite.yaml": JSON.stringify({ suite: "S", base_url: url("a suite") }),
      "c/c.flow.yaml": JSON.stringify({
        flow: "C",
        vars: { site: "nowhere", password: canaries.in("a template") },
        base_url: "http://ada:${password}@${site}",
        steps,
      }),
      "d/d.flow.yaml": JSON.stringify({ flow: "D", steps }),
      "qa-rig.yaml": `base_url: "${url("qa-rig.yaml")}"\n`,
    }, { args: ["run", "."] });
    assertEquals(ended.code, 1, textOf(ended, "stderr"));
    // It would hold them compressed, where nobody finds them by searching.
    assertEquals(ended.outputs.filter(({ name }) => name.endsWith("trace.zip")), []);
    assert(textOf(ended, "stderr").includes("No trace is kept, because the flow has secrets"));
    assertNoLeak(canaries, ended.outputs);
  },
});

for (
  const [option, value, code] of [
    ["connect", "ws://127.0.0.1:9", 4],
    ["connect", "http://127.0.0.1:9", 4],
    ["connect", "grid+http://127.0.0.1:9", 4],
    ["proxy", "http://127.0.0.1:9", 1],
  ] as const
) {
  Deno.test({
    name: `no output of a run shows a credential of --${option} ${value}`,
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      const canaries = new Canaries();
      const given = canaries.url(`--${option}`, value);
      const flow = JSON.stringify({ flow: "A", steps: [{ goto: "http://shop.invalid/" }] });
      const ended = await runAll({ "a.flow.yaml": flow }, {
        // A proxy has no path.
        args: ["run", ".", `--${option}`, option === "proxy" ? given.replace(/\/\?.*/, "") : given],
      });
      assertEquals(ended.code, code, textOf(ended, "stderr"));
      assertNoLeak(canaries, ended.outputs);
    },
  });
}
