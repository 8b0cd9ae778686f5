import { join } from "node:path";
import { startDemoSite } from "../../lib/demo/start_demo_site.ts";
import { realHost } from "../../lib/host.ts";
import { assert, assertEquals, assertMatch } from "../assert.ts";
import { inFolder } from "../fake_host.ts";
import { readReport, runProgram } from "../program.ts";

/** After `deno task compile`, with its path in TEST_EXECUTABLE; a browser must be found, as for the compiled leg. */
const EXECUTABLE = Deno.env.get("TEST_EXECUTABLE");

const FLOW = `flow: Guest buys a teapot
steps:
  - use: {flow: parts/open.flow.yaml}
  - click: {role: link, name: "\${row.item}"}
  - expect: {role: heading, level: 1, to_have_text: "\${row.item}"}
each: rows.csv
`;
const FILES = {
  "flows/buy.flow.yaml": FLOW,
  "flows/rows.csv": "item\nTeapot\n",
  "flows/parts/open.flow.yaml": "flow: Open\ninputs: []\nsteps:\n  - goto: /\n",
};

const KNOWN = {
  PATH: "/usr/bin:/bin",
  HOME: Deno.env.get("HOME") ?? "/",
  ...(Deno.env.get("QA_RIG_BROWSER_PATH") ? { QA_RIG_BROWSER_PATH: Deno.env.get("QA_RIG_BROWSER_PATH") ?? "" } : {}),
};

async function bundle(cwd: string, output: string): Promise<void> {
  if (EXECUTABLE === undefined) throw new Error("Cannot test bundles: found no variable TEST_EXECUTABLE, expected it");
  const options = { cwd, env: KNOWN, clearEnv: true, executable: EXECUTABLE };
  const { code, stdout, stderr } = await runProgram(["bundle", "flows", "-o", output], options);
  assertEquals([code, stderr], [0, ""]);
  assertMatch(stdout, /^\S+: 3 files and the executable, checked; run it with /);
}

Deno.test("a bundle of the executable runs its flows in a clean folder", () =>
  inFolder(FILES, async (cwd) => {
    await bundle(cwd, "carried.tar");
    await inFolder({}, async (clean) => {
      await using site = startDemoSite(realHost(), { port: 0 });
      await Deno.rename(join(cwd, "carried.tar"), join(clean, "carried.tar"));
      const host = realHost();
      assertEquals((await host.run("tar", { args: ["xf", "carried.tar"], cwd: clean })).code, 0);
      const sums = await host.run("sha256sum", { args: ["-c", "--quiet", "SHA256SUMS"], cwd: join(clean, "carried") });
      assertEquals([sums.code, sums.stdout + sums.stderr], [0, ""]);
      const { code, stdout, stderr } = await host.run(join(clean, "carried", "run.sh"), {
        args: ["run", "--base-url", site.url],
        cwd: "/",
        env: KNOWN,
        clearEnv: true,
      });
      assertEquals(code, 0, stdout + stderr);
      const report = await readReport(join(clean, "carried/files/qa-rig-report"));
      assertEquals(report.flows.map(({ id, passed }) => [id, passed]), [["flows/buy.flow.yaml#1", true]]);
      assert(report.tool.compiled);
    });
  }));

Deno.test("a bundled file that was changed does not pass its checksums", () =>
  inFolder(FILES, async (cwd) => {
    await bundle(cwd, "carried");
    await Deno.writeTextFile(join(cwd, "carried/files/flows/rows.csv"), "item\nCup\n");
    const sums = await realHost().run("sha256sum", {
      args: ["-c", "--quiet", "SHA256SUMS"],
      cwd: join(cwd, "carried"),
    });
    assertEquals(sums.code, 1);
    assertMatch(sums.stdout, /^files\/flows\/rows\.csv: FAILED/);
  }));
