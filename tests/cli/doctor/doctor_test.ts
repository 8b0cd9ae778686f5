import { dirname, join } from "node:path";
import type { Finding } from "../../../lib/cli/doctor/finding.ts";
import { missingLibraries } from "../../../lib/cli/doctor/missing_libraries.ts";
import { installPackages, packageOf } from "../../../lib/cli/doctor/package_names.ts";
import { readElf } from "../../../lib/cli/doctor/read_elf.ts";
import { readDistribution } from "../../../lib/cli/doctor/read_distribution.ts";
import { realHost } from "../../../lib/host.ts";
import { main } from "../../../main.ts";
import { assert, assertEquals, assertMatch } from "../../assert.ts";
import { fakeHost, inFolder } from "../../fake_host.ts";
import { fakeCollector } from "../../telemetry/fake_collector.ts";

interface Outcome {
  readonly code: number;
  readonly status: string;
  readonly checks: readonly Finding[];
  of(name: string): readonly Finding[];
}

/** What is known without a browser, a home or a setting of this machine. */
const BARE = { PATH: "/nowhere", HOME: "/nowhere" };

async function doctor(
  cwd: string,
  args: readonly string[],
  { env = BARE, overrides = {} }: { readonly env?: Readonly<Record<string, string>>; readonly overrides?: object } = {},
): Promise<Outcome> {
  const host = fakeHost({ args: ["doctor", "--json", ...args], cwd, env, overrides });
  const code = await main(host);
  const { status, checks } = JSON.parse(host.written.stdout);
  return { code, status, checks, of: (name) => checks.filter((check: Finding) => check.name === name) };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)).sort();
}

/** The variables by which this machine's browser is found. */
function ownBrowser(): Record<string, string> {
  const names = ["PATH", "HOME", "XDG_CACHE_HOME", "QA_RIG_BROWSER_PATH", "TMPDIR"];
  return Object.fromEntries(names.flatMap((name) => Deno.env.get(name) ? [[name, Deno.env.get(name) ?? ""]] : []));
}

Deno.test("doctor starts the browser of this machine and finds no problem", () =>
  inFolder({ "qa-rig.yaml": "retries: 2\nreporter: [list, html]\n" }, async (cwd) => {
    const { code, checks, of } = await doctor(cwd, [], { env: { ...ownBrowser(), QA_RIG_RETRIES: "1" } });
    assertEquals([code, checks.filter(({ state }) => state === "problem")], [0, []]);
    assertMatch(of("launch")[0]?.text ?? "", /^chromium \d+\.\S+ after \d/);
    assertEquals(of("settings")[0]?.text, "qa-rig.yaml: retries: 2 (QA_RIG_RETRIES wins); reporter: list, html");
    assertEquals(await namesIn(cwd), ["qa-rig.yaml"], "nothing is left");
  }));

Deno.test("doctor says how to get a browser where there is none, and ends with 4", () =>
  inFolder({}, async (cwd) => {
    const { code, status, of } = await doctor(cwd, ["--offline", "--browser-path", "nothing-here"]);
    assertEquals([code, status, of("launch")], [4, "problem", []]);
    assertEquals(of("browser"), [{
      name: "browser",
      state: "problem",
      text: 'Cannot use browser "' + join(cwd, "nothing-here") + '": found no file that can be run, expected one',
      todo: "check --browser-path and QA_RIG_BROWSER_PATH",
    }]);
  }));

Deno.test("doctor tells of a browser that does not start", () =>
  inFolder({ "browser": "#!/bin/sh\nexit 3\n" }, async (cwd) => {
    await Deno.chmod(join(cwd, "browser"), 0o755);
    const { code, of } = await doctor(cwd, ["--browser-path", "browser"], { env: { ...BARE, PATH: "/usr/bin:/bin" } });
    assertEquals([code, of("browser")[0]?.state, of("launch")[0]?.state], [4, "ok", "problem"]);
  }));

const NO_BROWSER = ["--browser-path", "nothing-here"];

Deno.test("doctor finds folders that cannot be written to", () =>
  inFolder({ "file": "" }, async (cwd) => {
    const { of } = await doctor(cwd, [...NO_BROWSER, "--output-dir", "file/report", "--cache-dir", "file"]);
    assertEquals([of("output")[0]?.state, of("cache")[0]?.state], ["problem", "warning"]);
    assertMatch(of("output")[0]?.text ?? "", /file\/report cannot be written to/);
  }));

Deno.test("doctor finds a temporary folder that is not there, which nobody would make", () =>
  inFolder({}, async (cwd) => {
    const { files } = realHost();
    const { of } = await doctor(cwd, NO_BROWSER, { overrides: { files: { ...files, tempFolder: "/nowhere/x" } } });
    assertEquals([of("temporary")[0]?.state, of("temporary")[0]?.text], ["problem", "/nowhere/x is not there"]);
  }));

Deno.test("doctor finds a clock that is wrong", () =>
  inFolder({}, async (cwd) => {
    const { of } = await doctor(cwd, NO_BROWSER, { overrides: { now: () => new Date(0) } });
    assertEquals([of("clock")[0]?.state, of("clock")[0]?.text], ["problem", "it says 1970-01-01T00:00:00.000Z"]);
  }));

Deno.test("doctor shows proxies without their credentials", () =>
  inFolder({}, async (cwd) => {
    const env = { ...BARE, HTTPS_PROXY: "http://ada:pass-123@proxy.test:3128", NO_PROXY: "a.test" };
    const { checks, of } = await doctor(cwd, NO_BROWSER, { env });
    assert(!JSON.stringify(checks).includes("pass-123"));
    assertEquals(
      of("proxy")[0]?.text,
      "http directly, without a proxy, https through http://proxy.test:3128 with credentials; not for a.test",
    );
  }));

for (const protocol of ["http/protobuf", "http/json"]) {
  Deno.test(`doctor sends empty exports over ${protocol} and tells the answer`, () =>
    inFolder({}, async (cwd) => {
      await using collector = fakeCollector(({ path }) =>
        new Response(null, { status: path === "/v1/traces" ? 200 : 404 })
      );
      const env = { ...BARE, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_PROTOCOL: protocol };
      const { of } = await doctor(cwd, [...NO_BROWSER, "--otel"], { env });
      assertEquals(of("telemetry").map(({ state }) => state), ["ok", "problem"]);
      assertMatch(
        of("telemetry")[0]?.text ?? "",
        /^traces to http:\S+\/v1\/traces by http\/\w+: accepted after [\d.]+ m?s$/,
      );
      assertMatch(of("telemetry")[1]?.text ?? "", /^metrics to .*: 404 Not Found$/);
      assertEquals(collector.requests.map(({ path }) => path).sort(), ["/v1/metrics", "/v1/traces"]);
    }));
}

Deno.test("doctor --offline refuses what needs the network, without asking it", () =>
  inFolder({}, async (cwd) => {
    const env = { ...BARE, OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector.test:4318" };
    const { code, of } = await doctor(cwd, ["--offline", "--otel", "--connect", "ws://browser.test:1"], { env });
    assertEquals(code, 4);
    assertEquals(of("browser")[0]?.text, "--connect leads to browser.test, which needs the network");
    assertEquals(of("telemetry")[0]?.text, "http://collector.test:4318/v1/traces needs the network");
  }));

Deno.test("doctor --clean removes browsers of other versions, whole or not, and nothing else", () =>
  inFolder({}, async (cwd) => {
    const uuid = "11111111-2222-3333-4444-555555555555";
    const list = JSON.stringify({ chromium: 1, "lib/nss/a.so": 1 });
    const files = {
      "chromium-119.0.0/chromium": "a browser that a person keeps here",
      "chromium-120.0.1/chromium": "x",
      "chromium-120.0.1/complete.json": list,
      "chromium-120.0.1/lib/nss/a.so": "x",
      "chromium-121.0.1/complete.json": JSON.stringify({ chromium: 1, "../other/mine": 1 }),
      "chromium-122.0.1/chromium": "x",
      "chromium-122.0.1/complete.json": list,
      "chromium-122.0.1/lib/mine": "x",
      "chromium-153.0.0/chromium": "x",
      "chromium-153.0.0/complete.json": list,
      "chromium-old/chromium": "x",
      "other/mine": "x",
      [`chromium-120.0.1.${uuid}.part/complete.json`]: "{}",
      [`chromium-120.0.1.${uuid}.part/lib/half`]: "x",
      [`chromium-123.0.1.${uuid}.part/mine`]: "x",
    };
    for (const [name, text] of Object.entries(files)) {
      await Deno.mkdir(dirname(join(cwd, "cache", name)), { recursive: true });
      await Deno.writeTextFile(join(cwd, "cache", name), text);
    }
    // What a link leads to is not the browser's.
    await Deno.symlink("../other", join(cwd, "cache", "chromium-122.0.1", "lib", "nss"));
    await Deno.writeTextFile(join(cwd, "cache", "other", "a.so"), "mine");
    const gone = ["chromium-120.0.1/", `chromium-120.0.1.${uuid}.part/`, "chromium-122.0.1/c"];
    const kept = Object.keys(files).filter((name) => !gone.some((start) => name.startsWith(start)));
    const { of } = await doctor(cwd, [...NO_BROWSER, "--clean", "--cache-dir", "cache"]);
    assertMatch(
      of("clean")[0]?.text ?? "",
      /^removed chromium-120\.0\.1, chromium-120\.0\.1\.1{8}-\S+\.part(, \d+ \w+ of runs that were killed)?$/,
    );
    assertEquals(await filesBelow(join(cwd, "cache")), [...kept, "chromium-122.0.1/lib/nss", "other/a.so"].sort());
  }));

Deno.test("doctor prints a screen of lines with what to do", () =>
  inFolder({}, async (cwd) => {
    const host = fakeHost({ args: ["doctor", ...NO_BROWSER], cwd, env: BARE });
    assertEquals(await main(host), 4);
    assertMatch(
      host.written.stdout,
      /^ok {7}version {6}qa-rig \S+, run from its source\n[^]*\nproblem {2}browser {6}Cannot use browser [^\n]+\n {22}do: check --browser-path[^]*\nFlows cannot run here as they should: 1 problem/,
    );
  }));

/** The oldest ELF file of any Linux: its shell. */
const LINUX = { ignore: Deno.build.os !== "linux" };

Deno.test({
  ...LINUX,
  name: "missingLibraries() reads what a program needs, as ldd does",
  async fn() {
    const program = await Deno.realPath("/bin/sh");
    const { stdout } = await realHost().run("ldd", { args: [program] });
    const needs = await readElf(program, realHost().files);
    assert((needs?.libraries.length ?? 0) > 0);
    for (const library of needs?.libraries ?? []) assert(stdout.includes(library), library);
    assertEquals(await missingLibraries(realHost(), { executable: program, env: {} }), []);
    assertEquals(await readElf("/etc/passwd", realHost().files), null);
  },
});

Deno.test({
  ...LINUX,
  name: "missingLibraries() names what is nowhere",
  fn: () =>
    inFolder({}, async (folder) => {
      const bytes = await Deno.readFile(await Deno.realPath("/bin/sh"));
      const name = new TextEncoder().encode("libc.so.6");
      const at = bytes.findIndex((_, index) => name.every((byte, offset) => bytes[index + offset] === byte));
      bytes.set(new TextEncoder().encode("libnss3.s"), at);
      await Deno.writeFile(join(folder, "program"), bytes);
      const missing = await missingLibraries(realHost(), { executable: join(folder, "program"), env: {} });
      assertEquals(missing, ["libnss3.s"]);
    }),
});

Deno.test({
  ...LINUX,
  name: "missingLibraries() names the loader of another C library, with the package that brings it",
  fn: () =>
    inFolder({}, async (folder) => {
      const bytes = await Deno.readFile(await Deno.realPath("/bin/sh"));
      const loader = (await readElf("/bin/sh", realHost().files))?.loader ?? "";
      const name = new TextEncoder().encode(loader);
      const at = bytes.findIndex((_, index) => name.every((byte, offset) => bytes[index + offset] === byte));
      bytes[at + 1] = "L".charCodeAt(0);
      await Deno.writeFile(join(folder, "program"), bytes);
      const missing = await missingLibraries(realHost(), { executable: join(folder, "program"), env: {} });
      assertEquals(missing, [loader.replace("/l", "/L")]);
      assertEquals(packageOf("/lib64/ld-linux-x86-64.so.2")?.alpine, "gcompat");
    }),
});

Deno.test("packages are named for the distribution, or for all three", () => {
  const packages = [packageOf("libnss3.so"), packageOf("libasound.so.2"), packageOf("libsmime3.so")];
  const known = packages.filter((names) => names !== null);
  assertEquals(installPackages(known, { title: "Alpine", family: "alpine" }), "apk add alsa-lib nss");
  assertEquals(
    installPackages(known, null),
    "apt-get install libasound2 libnss3, or dnf install alsa-lib nss, or apk add alsa-lib nss",
  );
  assertEquals(packageOf("libunheard.so.1"), null);
});

Deno.test("readDistribution() tells families apart by ID and ID_LIKE", async () => {
  const familyOf = async (text: string) =>
    (await readDistribution({ files: { ...realHost().files, readText: () => Promise.resolve(text) } }))?.family;
  assertEquals(await familyOf('PRETTY_NAME="Linux Mint 21"\nID=linuxmint\nID_LIKE="ubuntu debian"\n'), "debian");
  assertEquals(await familyOf('ID="rocky"\nID_LIKE="rhel centos fedora"\n'), "fedora");
  assertEquals(await familyOf("ID=alpine\n"), "alpine");
  assertEquals(await familyOf("ID=nixos\n"), null);
});

async function filesBelow(folder: string, prefix = ""): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(join(folder, prefix))) {
    names.push(...isDirectory ? await filesBelow(folder, `${prefix}${name}/`) : [`${prefix}${name}`]);
  }
  return names.sort();
}
