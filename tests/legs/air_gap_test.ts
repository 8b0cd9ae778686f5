import { assert, assertEquals, assertMatch } from "../assert.ts";
import { inFolder } from "../fake_host.ts";
import { type Ended, readReport, runProgram } from "../program.ts";
import { RUN } from "../../lib/run/result.ts";
import { runIsolated } from "./isolated_root.ts";
import { needed } from "./needed.ts";

/** Seconds that the second start may take more than one with a system browser. */
const MOST_MORE_S = 0.6;
const ROUNDS = 5;

const FLOW = `flow: A page without a network
steps:
  - goto: "data:text/html,<h1>Hello</h1>"
  - expect: {role: heading, to_have_text: Hello}
`;

const root = () => needed("TEST_MINIMAL_ROOT", "a root file system of debootstrap --variant=minbase");
const executable = () => needed("TEST_EXECUTABLE_FULL", "the executable with Chromium inside");

for (const [name, user] of [["a user without rights", "65532:65532"], ["root", "0:0"]] as const) {
  Deno.test(`The full executable runs the demo as ${name} where nothing is installed and no network is`, () =>
    inFolder({ "a.flow.yaml": FLOW }, async (work) => {
      const isolated = { root: root(), executable: executable(), work, user };
      const demo = await runIsolated(["demo"], isolated);
      assertEquals(demo.code, 0, demo.stdout + demo.stderr);
      const report = RUN.parse(await readReport(`${work}/qa-rig-report`));
      assertEquals(report.browser?.source, "embedded");
      assertEquals(report.flows_passed, report.flows_total);
      assert(report.flows_total >= 3);

      const run = await runIsolated(["run", "a.flow.yaml", "--output-dir", "mine"], isolated);
      assertEquals(run.code, 0, run.stdout + run.stderr);
      assertEquals((await readReport(`${work}/mine`)).flows_passed, 1);
    }));
}

Deno.test("The full executable runs where nothing but its output can be written", () =>
  inFolder({ "a.flow.yaml": FLOW }, async (work) => {
    const isolated = { root: root(), executable: executable(), work, env: { HOME: "/nowhere" } };
    const { code, stdout, stderr } = await runIsolated(["run", "a.flow.yaml"], isolated);
    assertEquals(code, 0, stdout + stderr);
    assertMatch(stdout, /1 flow passed/);
  }));

Deno.test("The second start in the air gap takes hardly longer than with a system browser", () =>
  inFolder({ "a.flow.yaml": FLOW }, async (work) => {
    const isolated = { root: root(), executable: executable(), work };
    await runIsolated(["run", "a.flow.yaml"], isolated);
    const embedded: number[] = [];
    const system: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      embedded.push(await seconds(() => runIsolated(["run", "a.flow.yaml"], isolated)));
      system.push(await seconds(() => withSystemBrowser(work)));
    }
    const more = Math.min(...embedded) - Math.min(...system);
    assert(more <= MOST_MORE_S, `took ${more.toFixed(2)} s more: ${embedded} against ${system}`);
  }));

/** The lean executable takes the system's browser by itself. */
function withSystemBrowser(cwd: string): Promise<Ended> {
  return runProgram(["run", "a.flow.yaml"], { cwd, executable: needed("TEST_EXECUTABLE", "the lean executable") });
}

async function seconds(run: () => Promise<Ended>): Promise<number> {
  const started = performance.now();
  const { code, stdout, stderr } = await run();
  assertEquals(code, 0, stdout + stderr);
  return (performance.now() - started) / 1_000;
}
