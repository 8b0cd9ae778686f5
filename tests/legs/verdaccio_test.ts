import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { assert, assertEquals } from "../assert.ts";
import { readReport, runProgram } from "../program.ts";
import { installVerdaccio, startVerdaccio } from "./verdaccio/verdaccio.ts";

/** The journey runs against a real web application that nobody here wrote; it comes from npm and needs no other site. */
const FOLDER = fileURLToPath(new URL("./verdaccio", import.meta.url));
const CACHE = join(Deno.env.get("XDG_CACHE_HOME") ?? join(Deno.env.get("HOME") ?? ".", ".cache"), "qa-rig-ci");

const USER = { name: "ada", password: "pours-without-a-drop" };

Deno.test("a journey through Verdaccio's web page passes, with a sign-in, a search, a new window and a download", async () => {
  await using registry = await startVerdaccio(await installVerdaccio(CACHE), USER);
  const output = await Deno.makeTempDir({ prefix: "qa-rig-test-" });
  try {
    const args = ["run", "journey.flow.yaml", "--base-url", registry.url, "--output-dir", output];
    const ended = await runProgram(args, { cwd: FOLDER, env: { VERDACCIO_PASSWORD: USER.password } });
    assertEquals(ended.code, 0, ended.stdout + ended.stderr);
    const [flow] = (await readReport(output)).flows;
    assert(flow !== undefined && flow.steps.length >= 30, `${flow?.steps.length} steps`);
    assertEquals(new Set(flow.steps.map(({ status }) => status)), new Set(["passed"]));
    const [download] = flow.steps.flatMap(({ artifacts }) => artifacts).filter(({ kind }) => kind === "download");
    assertEquals(download?.path.split("/").at(-1), "teapot-kit-1.1.0.tgz");
    const bytes = await Deno.readFile(join(output, download?.path ?? ""));
    assertEquals([...bytes.subarray(0, 2)], [0x1f, 0x8b], "the tarball is a gzip file");
    const written = await Promise.all(
      ["report.json", "events.jsonl"].map((name) => Deno.readTextFile(join(output, name))),
    );
    assert(!written.concat(ended.stdout, ended.stderr).some((text) => text.includes(USER.password)));
  } finally {
    await Deno.remove(output, { recursive: true });
  }
});
