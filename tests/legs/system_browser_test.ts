import { assert, assertEquals } from "../assert.ts";
import { inFolder } from "../fake_host.ts";
import { readReport, runProgram } from "../program.ts";
import { RUN } from "../../lib/run/result.ts";

/** After `apt-get install chromium-headless-shell`. */
Deno.test("The demo uses the system's browser, and the report says so", () =>
  inFolder({}, async (folder) => {
    const { code, stdout, stderr } = await runProgram(["demo"], { cwd: folder });
    assertEquals(code, 0, stdout + stderr);
    const report = RUN.parse(await readReport(`${folder}/qa-rig-report`));
    assertEquals(report.browser?.source, "system");
    assertEquals(report.flows_passed, report.flows_total);
    assert(report.flows_total >= 3);
    assert(report.flows.reduce((sum, flow) => sum + flow.steps_executed, 0) >= 25);
  }));

Deno.test("No process of the system's browser is left behind its wrapper", () =>
  inFolder({}, async (folder) => {
    const before = await browsers();
    await runProgram(["demo"], { cwd: folder });
    assertEquals(await browsers(), before);
  }));

/** Ids of the browser processes of this machine, whoever started them. */
async function browsers(): Promise<string> {
  const { stdout } = await new Deno.Command("pgrep", { args: ["-f", "chromium-headless-shell"] }).output();
  return new TextDecoder().decode(stdout);
}
