import { join } from "node:path";
import { main } from "../../main.ts";
import { assertEquals, assertMatch } from "../assert.ts";
import { fakeHost, inFolder } from "../fake_host.ts";

const FLOW = "flow: One\nsteps:\n  - assert: 1 == 1\n";

/** Calls `qa-rig run` on no flow of the one that there is, which writes every report. */
async function run(cwd: string, ...args: string[]): Promise<{ readonly code: number; readonly stderr: string }> {
  const host = fakeHost({ args: ["run", "ok.flow.yaml", "--shard", "9/9", ...args], cwd });
  const code = await main(host);
  return { code, stderr: host.written.stderr };
}

/** The names in a folder, sorted. */
async function namesIn(folder: string): Promise<readonly string[]> {
  return (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)).sort();
}

/** A cloned repository with a link to a folder that is none of its own, and what its `qa-rig.yaml` says. */
function inRepository(config: string, body: (cwd: string, home: string) => Promise<void>): Promise<void> {
  const files = { "repo/ok.flow.yaml": FLOW, "repo/qa-rig.yaml": config, "repo/sub/x": "", "home/rc": "mine" };
  return inFolder(files, async (root) => {
    const [cwd, home] = [join(root, "repo"), join(root, "home")];
    await Deno.symlink(home, join(cwd, "up"));
    await Deno.symlink(home, join(cwd, "sub/deep"));
    await Deno.symlink("sub", join(cwd, "inside"));
    await body(cwd, home);
    assertEquals([await namesIn(home), await Deno.readTextFile(join(home, "rc"))], [["rc"], "mine"]);
  });
}

for (const name of ["list", "jsonl", "junit", "html"]) {
  for (const path of ["up/rc", "up/new/rc", "sub/deep/rc", "inside/deep/rc"]) {
    Deno.test({
      name: `a run refuses "${name}=${path}" of qa-rig.yaml, which a link leads out of the working folder`,
      ignore: Deno.build.os === "windows",
      fn: () =>
        inRepository(`reporter: ["${name}=${path}"]\n`, async (cwd, home) => {
          const { code, stderr } = await run(cwd);
          assertEquals(code, 2, stderr);
          const to = join(home, path.replace(/^(up|.*deep)\//, ""));
          assertEquals(stderr.split("\n")[0], `error: Cannot write into "${path}": found a link that leads to "${to}"`);
          assertEquals((await namesIn(cwd)).includes("qa-rig-report"), false);
        }),
    });
  }
}

for (const folder of ["up", "up/sub", "sub/deep/a/b"]) {
  Deno.test({
    name: `a run refuses the output folder "${folder}" of qa-rig.yaml, which a link leads out of the working folder`,
    ignore: Deno.build.os === "windows",
    fn: () =>
      inRepository(`output_dir: ${folder}\n`, async (cwd) => {
        const { code, stderr } = await run(cwd);
        assertEquals(code, 2, stderr);
        assertMatch(stderr, /found a link that leads to ".*"\nhint: .*--output-dir/);
      }),
  });
}

Deno.test({
  name: "a run follows a link of qa-rig.yaml that stays in the working folder, and any that a person names",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inRepository('reporter: ["junit=inside/j.xml"]\noutput_dir: inside/out\n', async (cwd, home) => {
      const { code, stderr } = await run(cwd);
      assertEquals([code, await namesIn(join(cwd, "sub"))], [0, ["deep", "j.xml", "out", "x"]], stderr);
      const named = await run(cwd, "--reporter", "junit=up/j.xml", "--output-dir", "up/out");
      assertEquals([named.code, await namesIn(home)], [0, ["j.xml", "out", "rc"]], named.stderr);
      await Deno.remove(join(home, "out"), { recursive: true });
      await Deno.remove(join(home, "j.xml"));
    }),
});

Deno.test({
  name: "report rebuild and open write into no output folder that a link leads out, unless a person names it",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inFolder({ "repo/ok.flow.yaml": FLOW, "repo/qa-rig.yaml": "output_dir: up/out\n", "home/x": "" }, async (root) => {
      const [cwd, out] = [join(root, "repo"), join(root, "home/out")];
      await Deno.symlink(join(root, "home"), join(cwd, "up"));
      assertEquals((await run(cwd, "--output-dir", "up/out")).code, 0);
      for (const [command, made] of [["rebuild", "report.json"], ["open", "report.html"]] as const) {
        if (command === "rebuild") await Deno.remove(join(out, made));
        const call = async (...args: string[]) => await main(fakeHost({ args: ["report", command, ...args], cwd }));
        assertEquals([await call(), (await namesIn(out)).includes(made)], [2, false], command);
        assertEquals([await call("up/out"), (await namesIn(out)).includes(made)], [0, true], command);
      }
    }),
});

Deno.test("a run refuses a report at a name that it uses itself, before there is an output folder", async () => {
  for (
    const [reporters, found] of [
      ["junit=out/artifacts", "a name that the run itself uses"],
      ["list=out/.lock", "a name that the run itself uses"],
      ["list=out/.lock/list.txt", "a name that the run itself uses"],
      ["html=out/report.previous.json", "a name that the run itself uses"],
      ["dot=out/report.json", 'the report "report.json" there'],
      ["tap=out/events.jsonl", 'the report "events.jsonl" there'],
      ["tap=out/events.jsonl/tap.txt", 'the report "events.jsonl" there'],
      ["junit=a,html=a/b", 'the report "junit" there'],
      ["junit=a/b,html=a", 'the report "junit" there'],
      ["junit=out", "a name that the run itself uses"],
    ] as const
  ) {
    await inFolder({ "ok.flow.yaml": FLOW }, async (cwd) => {
      const { code, stderr } = await run(cwd, "--output-dir", "out", "--reporter", reporters);
      const [name, path] = reporters.split(",").at(-1)?.split("=") ?? [];
      assertEquals(stderr.split("\n")[0], `error: Cannot write report "${name}" into "${path}": found ${found}`);
      assertEquals([code, await namesIn(cwd)], [2, ["ok.flow.yaml"]]);
    });
  }
});

Deno.test("a run writes a report beside its artifacts, and json where report.json stands anyway", async () => {
  await inFolder({ "ok.flow.yaml": FLOW }, async (cwd) => {
    const reporters = "junit=out/artifacts/junit.xml,json=out/report.json";
    const { code, stderr } = await run(cwd, "--output-dir", "out", "--reporter", reporters);
    assertEquals([code, await namesIn(join(cwd, "out/artifacts"))], [0, ["junit.xml"]], stderr);
  });
});

Deno.test("a run calls the working folder by its name where a report was to stand", async () => {
  await inFolder({ "ok.flow.yaml": FLOW }, async (cwd) => {
    const { code, stderr } = await run(cwd, "--reporter", "dot=.");
    assertEquals(code, 2);
    assertMatch(stderr, /^error: Cannot write report "dot" into "\.": found a folder, expected a file\n/);
  });
});
