import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { main } from "../../../main.ts";
import { assertEquals, assertGreater } from "../../assert.ts";
import { fakeHost, inFolder } from "../../fake_host.ts";

/** Same input, same bytes, and nothing else on the disk: every folder of flows in this repository is an input. */
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

const READERS = [
  ["validate", "."],
  ["validate", ".", "--format", "json"],
  ["plan", "."],
  ["plan", ".", "--format", "json"],
  ["plan", ".", "--format", "markdown"],
  ["plan", ".", "--format", "mermaid"],
  ["plan", ".", "--shuffle=7"],
  ["fmt", ".", "--check"],
];

type Files = Readonly<Record<string, Uint8Array>>;

async function filesBelow(folder: string, prefix = ""): Promise<Files> {
  const files: Record<string, Uint8Array> = {};
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) Object.assign(files, await filesBelow(path, `${prefix}${name}/`));
    else files[prefix + name] = await Deno.readFile(path);
  }
  return files;
}

async function projects(): Promise<ReadonlyMap<string, Files>> {
  const golden = await Array.fromAsync(
    Deno.readDir(join(ROOT, "tests", "golden")),
    ({ name }) => `tests/golden/${name}`,
  );
  const found = new Map<string, Files>();
  for (const folder of ["flows", "tests/cli/golden", ...golden.sort()]) {
    const files = await filesBelow(join(ROOT, folder));
    if (Object.keys(files).some((name) => /\.flow\.(?:yaml|yml|json)$/.test(name))) found.set(folder, files);
  }
  return found;
}

async function outcome(cwd: string, args: readonly string[]) {
  const host = fakeHost({ args, cwd });
  return { args, code: await main(host), ...host.written };
}

/** A folder inside another, so that what is written beside it shows too. */
async function inProject<T>(files: Files, body: (cwd: string, outer: string) => Promise<T>): Promise<T> {
  return await inFolder({ "project/.keep": "" }, async (outer) => {
    const cwd = join(outer, "project");
    for (const [name, bytes] of Object.entries(files)) {
      await Deno.mkdir(join(cwd, name, ".."), { recursive: true });
      await Deno.writeFile(join(cwd, name), bytes);
    }
    return await body(cwd, outer);
  });
}

Deno.test("validate, plan and fmt --check give the same bytes twice, and change nothing on the disk", async () => {
  const all = await projects();
  assertGreater(all.size, 100);
  for (const [name, files] of all) {
    await inProject(files, async (cwd, outer) => {
      const before = await filesBelow(outer);
      for (const args of READERS) {
        const once = await outcome(cwd, args);
        assertEquals(await outcome(cwd, args), once, name);
        assertEquals([0, 1, 2, 3].includes(once.code), true, `${name} ${args.join(" ")}: ${once.stderr}`);
      }
      assertEquals(await filesBelow(outer), before, name);
    });
  }
});

Deno.test("fmt changes flow files only, and a second time not even these", async () => {
  for (const [name, files] of await projects()) {
    await inProject(files, async (cwd, outer) => {
      const before = await filesBelow(outer);
      const valid = (await outcome(cwd, ["validate", "."])).stdout;
      await outcome(cwd, ["fmt", "."]);
      const once = await filesBelow(outer);
      const changed = Object.keys(once).filter((path) => !sameBytes(once[path], before[path]));
      assertEquals(changed.filter((path) => !/\.flow\.(?:yaml|yml|json)$|\/suite\.yaml$/.test(path)), [], name);
      assertEquals(Object.keys(once).sort(), Object.keys(before).sort(), name);
      await outcome(cwd, ["fmt", "."]);
      assertEquals(await filesBelow(outer), once, name);
      const [was, is] = [valid, (await outcome(cwd, ["validate", "."])).stdout].map((text) => text.split("\n").at(-2));
      assertEquals(is, was, `${name}: as many problems as before`);
    });
  }
});

function sameBytes(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one !== undefined && other !== undefined && one.length === other.length &&
    one.every((byte, index) => byte === other[index]);
}
