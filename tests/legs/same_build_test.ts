import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { assertEquals } from "../assert.ts";
import { inFolder } from "../fake_host.ts";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const MADE = ["qa-rig", "qa-rig.sha256", "qa-rig.cdx.json"];

/** Needs what `deno task compile` needs: `DENORT_BIN` and `DENO_2_6` where the runtime cannot be downloaded. */
Deno.test("Two builds of the same commit in two folders give the same bytes", () =>
  inFolder({}, async (folder) => {
    const [one, other] = [join(folder, "one"), join(folder, "a folder with another name")];
    await run("git", ["clone", "--quiet", PROJECT, one]);
    await run("git", ["clone", "--quiet", one, other]);
    assertEquals(await build(one), await build(other));
  }));

/** The SHA-256 of everything that a build makes. */
async function build(clone: string): Promise<Readonly<Record<string, string>>> {
  await run(Deno.execPath(), ["task", "--cwd", clone, "compile"]);
  const hashes = MADE.map(async (name) => [name, await sha256(join(clone, "dist", name))] as const);
  return Object.fromEntries(await Promise.all(hashes));
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const { code, stderr } = await new Deno.Command(program, { args: [...args], stdin: "null", stdout: "null" }).output();
  assertEquals(code, 0, new TextDecoder().decode(stderr));
}

async function sha256(path: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", await Deno.readFile(path))).toHex();
}
