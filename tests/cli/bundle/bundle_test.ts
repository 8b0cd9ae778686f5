import { join } from "node:path";
import { realHost } from "../../../lib/host.ts";
import { writeTar } from "../../../lib/cli/bundle/write_tar.ts";
import { main } from "../../../main.ts";
import { assert, assertEquals, assertMatch } from "../../assert.ts";
import { fakeHost, inFolder } from "../../fake_host.ts";
import { SAME_CACHE, sourceCommand } from "../../program.ts";

const KEY = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";

/** A flow that refers to a file of every kind. */
const PROJECT: Readonly<Record<string, string>> = {
  "qa-rig.yaml": "retries: 1\n",
  "flows/suite.yaml": "suite: Shop\nbefore:\n  - use: {flow: ../parts/open.flow.yaml}\n",
  "flows/buy.flow.yaml": `flow: Buy
each: rows.csv
secrets: {token: {file: ../token.txt}, card: {env: QA_CARD}}
browser:
  storage_state: ../state.json
  client_certificates: [{origin: "https://a.test", cert: ../client.pem, key: ../client.key}]
steps:
  - upload: {label: Photo, files: [../photo.png, ../.env.local]}
  - mock: {url: "**/api", file: ../answer.json}
  - expect_screenshot: cart
  - fill: {label: Card, value: "\${secrets.card}"}
  - fill: {label: Token, value: "\${secrets.token}"}
`,
  "flows/rows.csv": "a\n1\n",
  "flows/buy.screenshots/cart-chromium-linux.png": "png",
  "flows/other.flow.yaml": "flow: Other\nsteps: [reload]\n",
  "parts/open.flow.yaml": "flow: Open\ninputs: []\nsteps:\n  - goto: http://a.test/\n",
  "token.txt": "secret-token",
  "state.json": "{}",
  "client.pem": "cert",
  "client.key": KEY,
  "photo.png": "png",
  ".env.local": "A=1",
  ".env": "B=1",
  "answer.json": "{}",
  "unused.txt": "unused",
};

/** An executable needs no packages, so the check of a bundle tells nothing of where they are. */
const CACHE = Object.entries(SAME_CACHE).map(([name, value]) => `${name}=${value}`);

async function inProject(body: (cwd: string, bundle: Bundle) => Promise<void>, files = PROJECT): Promise<void> {
  await inFolder({}, async (outer) => {
    const executable = join(outer, "program");
    const [program, args] = sourceCommand([]);
    const call = ["env", ...CACHE, program, ...args].map((word) => `'${word}'`).join(" ");
    await Deno.writeTextFile(executable, `#!/bin/sh\nexec ${call} "$@"\n`, { mode: 0o755 });
    await inFolder(files, (cwd) => body(cwd, (...words) => run(cwd, [...words, "--executable", executable])));
  });
}

type Bundle = (...words: readonly string[]) => ReturnType<typeof run>;

async function run(cwd: string, words: readonly string[]) {
  const env = { PATH: Deno.env.get("PATH") ?? "", HOME: Deno.env.get("HOME") ?? "" };
  const host = fakeHost({ args: ["bundle", ...words], cwd, env });
  return { code: await main(host), ...host.written };
}

async function namesBelow(folder: string, prefix = ""): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(join(folder, prefix))) {
    if (isDirectory) names.push(...await namesBelow(folder, `${prefix}${name}/`));
    else names.push(`${prefix}${name}`);
  }
  return names.sort();
}

Deno.test("bundle holds what the flows refer to, and no secret, key, env file or anything else", () =>
  inProject(async (cwd, bundle) => {
    const { code, stdout, stderr } = await bundle("flows/buy.flow.yaml", "-o", "out");
    assertEquals([code, stdout], [0, "out: 10 files and the executable, checked; run it with out/run.sh\n"], stderr);
    assertEquals(await namesBelow(join(cwd, "out")), [
      "README.txt",
      "SHA256SUMS",
      "files/answer.json",
      "files/client.pem",
      "files/flows/buy.flow.yaml",
      "files/flows/buy.screenshots/cart-chromium-linux.png",
      "files/flows/rows.csv",
      "files/flows/suite.yaml",
      "files/parts/open.flow.yaml",
      "files/photo.png",
      "files/qa-rig.yaml",
      "files/state.json",
      "qa-rig",
      "run.sh",
    ]);
    const secrets = stderr.split("\n").filter((line) => line.includes("is a secret"));
    assertEquals(secrets.map((line) => /"(.*?)"/.exec(line)?.[1]), [".env.local", "client.key", "token.txt"]);
    const readme = await Deno.readTextFile(join(cwd, "out/README.txt"));
    for (const word of ["files/token.txt", "QA_CARD", "a.test"]) assert(readme.includes(word), word);
  }));

Deno.test("the run.sh of a bundle checks, plans and passes on", () =>
  inProject(async (cwd, bundle) => {
    assertEquals((await bundle("flows/other.flow.yaml", "--output", "o ut")).code, 0);
    const script = join(cwd, "o ut", "run.sh");
    const { code, stdout } = await realHost().run(script, { args: ["plan", "--format", "json"], cwd: "/" });
    assertEquals([code, JSON.parse(stdout).flows[0].spec_path], [0, "flows/other.flow.yaml"]);
    assertEquals((await realHost().run(script, { args: ["--version"] })).stdout.slice(0, 7), "qa-rig ");
    const sums = await realHost().run("sha256sum", { args: ["--check", "--quiet", "SHA256SUMS"], cwd: `${cwd}/o ut` });
    assertEquals([sums.code, sums.stdout], [0, ""]);
  }));

Deno.test("bundle leaves nothing behind when its check fails", () =>
  inFolder(
    { "a.flow.yaml": "flow: A\nsteps: [reload]\n", "broken": "#!/bin/sh\necho no such browser >&2\nexit 7\n" },
    async (cwd) => {
      await Deno.chmod(join(cwd, "broken"), 0o755);
      const { code, stderr } = await run(cwd, ["--executable", "broken"]);
      assertEquals(code, 4);
      assertMatch(
        stderr,
        /^error: Cannot use bundle: "run.sh validate" ended with 7, expected 0\nhint: it wrote: no such/,
      );
      assertEquals(await namesBelow(cwd), ["a.flow.yaml", "broken"]);
    },
  ));

Deno.test("bundle takes no file from outside the working folder, also behind a link", () =>
  inFolder({ "outside.png": "png" }, async (outer) => {
    const flow = "flow: A\nsteps:\n  - upload: {label: Photo, files: [photo.png]}\n";
    await inProject(async (cwd, bundle) => {
      await Deno.symlink(join(outer, "outside.png"), join(cwd, "photo.png"));
      const linked = await bundle("a.flow.yaml");
      assertEquals(linked.code, 2);
      assertMatch(linked.stderr, /Cannot bundle "photo.png": it lies outside the working folder/);
      await Deno.writeTextFile(join(outer, "b.flow.yaml"), "flow: B\nsteps: [reload]\n");
      const above = await bundle(join(outer, "b.flow.yaml"));
      assertMatch(above.stderr, /Cannot bundle "\.\..*b\.flow\.yaml": it lies outside/);
      assertEquals(await namesBelow(cwd), ["a.flow.yaml", "photo.png"]);
    }, { "a.flow.yaml": flow });
  }));

Deno.test("bundle writes over nothing", () =>
  inProject(async (_cwd, bundle) => {
    const { code, stderr } = await bundle("flows", "-o", "parts");
    assertEquals(code, 2);
    assertMatch(stderr, /Cannot write bundle "parts": there is something already/);
  }));

Deno.test("bundle writes a tar that tar reads, with long names and the same bytes each time", () => {
  const long = `${"long-name-".repeat(9)}ä/${"file-".repeat(20)}.txt`;
  return inFolder({ [`in/${long}`]: "x".repeat(1_000), "in/empty": "", "in/run.sh": "#!/bin/sh\n" }, async (folder) => {
    await Deno.chmod(join(folder, "in/run.sh"), 0o755);
    for (const name of ["one.tar", "two.tar"]) {
      await writeTar(join(folder, name), { folder: join(folder, "in"), name: "top" }, realHost());
    }
    assertEquals(await Deno.readFile(join(folder, "one.tar")), await Deno.readFile(join(folder, "two.tar")));
    const { code, stderr } = await realHost().run("tar", { args: ["xf", "one.tar"], cwd: folder });
    assertEquals([code, stderr], [0, ""]);
    assertEquals(await namesBelow(join(folder, "top")), await namesBelow(join(folder, "in")));
    assertEquals(await Deno.readTextFile(join(folder, "top", long)), "x".repeat(1_000));
    assertEquals(((await Deno.stat(join(folder, "top/run.sh"))).mode ?? 0) & 0o777, 0o755);
  });
});
