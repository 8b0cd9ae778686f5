import { join } from "node:path";
import { UsageError } from "../../lib/errors.ts";
import { collectFlowFiles } from "../../lib/flow/collect_flow_files.ts";
import { assertEquals, assertRejects } from "../assert.ts";
import { fakeHost, inFolder } from "../fake_host.ts";

const FILES = {
  "b.flow.yaml": "",
  "a.flow.yml": "",
  "sub/c.flow.json": "",
  "sub/part.yaml": "",
  "sub/suite.yaml": "",
  "sub/flow.yaml": "",
  "node_modules/x/d.flow.yaml": "",
  "other/readme.md": "",
};

async function collected(cwd: string, ...paths: readonly string[]): Promise<readonly string[]> {
  return (await collectFlowFiles(fakeHost({ cwd }), paths)).map(({ specPath }) => specPath);
}

Deno.test("collectFlowFiles() finds every flow file below a folder, sorted", () =>
  inFolder(FILES, async (cwd) => {
    assertEquals(await collected(cwd, "."), ["a.flow.yml", "b.flow.yaml", "sub/c.flow.json"]);
    assertEquals(await collected(cwd, "sub"), ["sub/c.flow.json"]);
  }));

Deno.test("collectFlowFiles() takes a named file whatever it is called, and each only once", () =>
  inFolder(FILES, async (cwd) => {
    assertEquals(await collected(cwd, "sub/part.yaml", "sub", join(cwd, "sub/c.flow.json"), "-"), [
      "sub/part.yaml",
      "sub/c.flow.json",
      "-",
    ]);
  }));

Deno.test("collectFlowFiles() ends in a circle of links", () =>
  inFolder(FILES, async (cwd) => {
    await Deno.symlink(cwd, join(cwd, "sub/loop"));
    await Deno.symlink(join(cwd, "self"), join(cwd, "self"));
    assertEquals(await collected(cwd, "."), ["a.flow.yml", "b.flow.yaml", "sub/c.flow.json"]);
  }));

Deno.test("collectFlowFiles() refuses a path that is not there and a folder without flows", () =>
  inFolder(FILES, async (cwd) => {
    const missing = await assertRejects(() => collected(cwd, "nope"), UsageError);
    assertEquals(missing.message, 'Cannot find "nope": there is no such file or folder');
    const empty = await assertRejects(() => collected(cwd, "other"), UsageError);
    assertEquals(empty.message, 'Cannot find a flow in "other": the folder holds no flow file');
  }));
