import { join } from "node:path";
import { main } from "../../../main.ts";
import { assertEquals, assertMatch } from "../../assert.ts";
import { fakeHost, inFolder } from "../../fake_host.ts";

const UGLY = "steps:\n- click: {name: Pay, role: button}   # now\nflow: A\n";
const CANONICAL = "flow: A\nsteps:\n  - click: {role: button, name: Pay} # now\n";
const UGLY_JSON = '{"steps":[{"click":{"name":"Pay","role":"button"}}],"flow":"A"}';
const CANONICAL_JSON = '{\n  "flow": "A",\n  "steps": [\n    {"click": {"role": "button", "name": "Pay"}}\n  ]\n}\n';

async function qaRig(cwd: string, args: readonly string[], stdin = "") {
  const host = fakeHost({ args: ["fmt", ...args], cwd, stdin });
  return { code: await main(host), ...host.written };
}

Deno.test("fmt writes standard input in canonical form to standard output, JSON as JSON", async () => {
  await inFolder({}, async (cwd) => {
    for (const [ugly, canonical] of [[UGLY, CANONICAL], [UGLY_JSON, CANONICAL_JSON]] as const) {
      assertEquals(await qaRig(cwd, ["-"], ugly), { code: 0, stdout: canonical, stderr: "" });
      assertEquals(await qaRig(cwd, ["-"], canonical), { code: 0, stdout: canonical, stderr: "" });
      const checked = await qaRig(cwd, ["-", "--check"], ugly);
      assertEquals(checked, { code: 1, stdout: "-\nto format: 1 of 1 flow file\n", stderr: "" });
      assertEquals((await qaRig(cwd, ["-", "--check"], canonical)).code, 0);
    }
  });
});

Deno.test("fmt --check lists what would change and writes nothing, fmt then writes just that", async () => {
  const files = { "a.flow.yaml": UGLY, "b.flow.yaml": CANONICAL, "c/d.flow.json": UGLY_JSON, "part.yaml": UGLY };
  await inFolder(files, async (cwd) => {
    const list = "a.flow.yaml\nc/d.flow.json\n";
    const checked = await qaRig(cwd, ["--check"]);
    assertEquals(checked, { code: 1, stdout: `${list}to format: 2 of 3 flow files\n`, stderr: "" });
    assertEquals(await Deno.readTextFile(join(cwd, "a.flow.yaml")), UGLY);
    assertEquals(await qaRig(cwd, []), { code: 0, stdout: `${list}formatted: 2 of 3 flow files\n`, stderr: "" });
    assertEquals(await Deno.readTextFile(join(cwd, "a.flow.yaml")), CANONICAL);
    assertEquals(await Deno.readTextFile(join(cwd, "c/d.flow.json")), CANONICAL_JSON);
    assertEquals(await Deno.readTextFile(join(cwd, "part.yaml")), UGLY, "no flow file by its name");
    assertEquals((await qaRig(cwd, ["--check"])).code, 0);
    assertEquals((await qaRig(cwd, ["part.yaml"])).stdout, "part.yaml\nformatted: 1 of 1 flow file\n");
  });
});

Deno.test("fmt writes the good files beside a broken one, which it leaves as it is and names", async () => {
  await inFolder({ "a.flow.yaml": "flow: {A\n", "b.flow.yaml": UGLY }, async (cwd) => {
    const { code, stdout, stderr } = await qaRig(cwd, ["."]);
    assertEquals([code, stdout], [3, "b.flow.yaml\n"]);
    assertMatch(stderr, /^error: Cannot read flow "a\.flow\.yaml": "\{" is not closed\n/);
    assertEquals(await Deno.readTextFile(join(cwd, "a.flow.yaml")), "flow: {A\n");
    assertEquals(await Deno.readTextFile(join(cwd, "b.flow.yaml")), CANONICAL);
  });
});

/** Texts that are YAML and no flow. */
const OTHERS: Readonly<Record<string, string>> = {
  "users.txt": "root:x:0:0:root:/root:/bin/sh\nada:x:1:1:Ada:/home/ada:/bin/sh\n",
  "notes.md": "Notes\n\nof   two\nlines\n",
  "list.yaml": "-   one\n-   two\n",
  "compose.yaml": "services:   {web:   {image: nginx}}\n",
  "build.yaml": "steps:\n-   name: build\n",
  "package.json": '{"name":"a","steps":[]}',
  "empty.yaml": "\n\n",
  "suite.yaml": "constructor:   x\n",
};

Deno.test("fmt refuses what is no flow, and leaves it as it is", async () => {
  await inFolder(OTHERS, async (cwd) => {
    for (const [name, text] of Object.entries(OTHERS)) {
      const { code, stdout, stderr } = await qaRig(cwd, [name]);
      assertEquals([code, stdout], [3, ""], name);
      const wanted = name === "suite.yaml" ? "keys of a suite" : 'the key "flow"';
      assertMatch(stderr, new RegExp(`^error: Cannot read (flow|suite) "${name}": expected ${wanted}, found none\n`));
      assertEquals((await qaRig(cwd, ["-"], text)).code, 3);
      assertEquals(await Deno.readTextFile(join(cwd, name)), text);
    }
    await Deno.writeTextFile(join(cwd, "suite.yaml"), "tags:   [a]\n");
    assertEquals((await qaRig(cwd, ["suite.yaml"])).code, 0);
    assertEquals(await Deno.readTextFile(join(cwd, "suite.yaml")), "tags: [a]\n");
  });
});

Deno.test({
  name: "fmt writes the file behind a link, with the mode that it had",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inFolder({ "real.yaml": UGLY }, async (cwd) => {
      await Deno.chmod(join(cwd, "real.yaml"), 0o640);
      await Deno.symlink(join(cwd, "real.yaml"), join(cwd, "a.flow.yaml"));
      assertEquals((await qaRig(cwd, ["."])).code, 0);
      assertEquals((await Deno.lstat(join(cwd, "a.flow.yaml"))).isSymlink, true);
      assertEquals(await Deno.readTextFile(join(cwd, "real.yaml")), CANONICAL);
      assertEquals(((await Deno.stat(join(cwd, "real.yaml"))).mode ?? 0) & 0o777, 0o640);
    }),
});
