import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { assert, assertEquals, assertMatch } from "../assert.ts";
import { inFolder } from "../fake_host.ts";
import { say } from "./fault_ledger.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** How this machine reaches the registry; nothing else of its environment is known to the commands. */
const NETWORK = [
  ...["SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "DENO_CERT", "DENO_TLS_CA_STORE"],
  ...["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "NPM_CONFIG_REGISTRY"],
];

/** The commands of the README for a machine with Node alone, as it shows them. */
async function commandsWithNode(): Promise<readonly string[]> {
  const section = (await Deno.readTextFile(join(ROOT, "README.md"))).split("\n## Two commands\n")[1]?.split("\n## ")[0];
  const rows = (section ?? "").split("\n").filter((line) => line.startsWith("|")).slice(2);
  return rows.map((row) => row.split("|")[3]?.trim().replaceAll("`", "") ?? "");
}

/** Folders for the path of programs: the system's own, and one with Node and what belongs to it. */
async function pathWithNode(folder: string): Promise<string> {
  const bin = join(folder, "bin");
  await Deno.mkdir(bin);
  for (const name of ["node", "npm", "npx"]) {
    const { stdout } = await new Deno.Command("sh", { args: ["-c", `command -v ${name}`] }).output();
    await Deno.symlink(await Deno.realPath(new TextDecoder().decode(stdout).trim()), join(bin, name));
  }
  return `${bin}:/usr/bin:/bin`;
}

/** Runs a command in a clone of the last commit, in a home where nobody has ever done anything. */
async function runCold(command: string): Promise<string> {
  return await inFolder({ "home/.keep": "", "tmp/.keep": "" }, async (folder) => {
    const clone = join(folder, "qa-rig");
    const cloned = await new Deno.Command("git", { args: ["clone", "--quiet", "--no-hardlinks", ROOT, clone] })
      .output();
    assertEquals(cloned.code, 0, new TextDecoder().decode(cloned.stderr));
    const network = NETWORK.flatMap((name) => Deno.env.has(name) ? [[name, Deno.env.get(name) ?? ""] as const] : []);
    const env = {
      PATH: await pathWithNode(folder),
      HOME: join(folder, "home"),
      // Not below the home: a program that is told of the home alone must not find it by chance.
      DENO_DIR: join(folder, "cache"),
      TMPDIR: join(folder, "tmp"),
      NO_COLOR: "1",
      ...Object.fromEntries(network),
    };
    const none = await new Deno.Command("sh", { args: ["-c", "command -v deno"], env, clearEnv: true }).output();
    assertEquals([none.code === 0, new TextDecoder().decode(none.stdout)], [false, ""], "no Deno is on the path");
    const started = performance.now();
    const args = ["-c", `${command} 2>&1`];
    const child = new Deno.Command("sh", { args, cwd: clone, env, clearEnv: true, stdin: "null", stderr: "null" });
    const { code, stdout } = await child.output();
    const text = new TextDecoder().decode(stdout);
    say(`${command}: exit code ${code} after ${Math.round((performance.now() - started) / 1_000)} s`);
    assertEquals(code, 0, tail(text));
    return text;
  });
}

/** What failed, else the last lines; indented, so that nobody takes the sums of these tests for those of this leg. */
function tail(text: string): string {
  const lines = text.replace(/^[^]*\n ERRORS \n/, "").split("\n");
  return lines.slice(text.includes("\n ERRORS \n") ? 0 : -60).slice(0, 400).map((line) => `  ${line}`).join("\n");
}

Deno.test("The README's demo runs on a machine that has Node and nothing else", async () => {
  const [demo = ""] = await commandsWithNode();
  assertMatch(demo, /^npx -y deno@[\d.]+ task demo$/);
  assertMatch(await runCold(demo), /^\d+ flows passed in .*report: /m);
});

Deno.test("The README's tests pass on a machine that has Node and nothing else", async () => {
  const [, tests = ""] = await commandsWithNode();
  assertMatch(tests, /^npx -y deno@[\d.]+ task test$/);
  const [, passed = "0", failed] = /^ok \| (\d+) passed.* \| (\d+) failed/m.exec(await runCold(tests)) ?? [];
  say(`the README's tests: ${passed} passed, which are not in the sum of this leg`);
  assert(Number(passed) > 1_000 && failed === "0", `${passed} passed, ${failed} failed`);
});
