import { fileURLToPath } from "node:url";
import { assert, assertEquals } from "../assert.ts";
import { startDemoSite } from "../../lib/demo/start_demo_site.ts";
import { realHost } from "../../lib/host.ts";
import type { RunResult } from "../../lib/run/result.ts";
import { inFolder } from "../fake_host.ts";
import { type ProgramOptions, readReport, runProgram } from "../program.ts";
import { needed } from "./needed.ts";

const FLOWS = {
  "pass.flow.yaml": `flow: Passes
tags: [smoke]
vars: {item: Teapot}
steps:
  - goto: /
  - click: {role: link, name: "\${item}"}
  - expect: {role: heading, level: 1, to_have_text: "\${item}"}
  - fill: {label: Quantity, value: 2}
  - click: {role: button, name: Add to cart}
  - expect: {role: status, to_have_text: 2 items}
  - capture: {role: status, as: items}
  - assert: items == "2 items"
  - evaluate: {script: "1 + 1", as: two}
`,
  "fail.flow.yaml": `flow: Fails
steps:
  - goto: /
  - {expect: {role: heading, level: 1, to_have_text: Nothing like this}, timeout: 500ms}
  - reload
finally:
  - {click: {text: Nowhere}, optional: true, timeout: 200ms}
`,
};

/** Keys whose values differ from run to run, and from one browser to another. */
const VARYING = /^(run_id|started_at|ended_at|duration_ms|.*_ms|span_id|trace_id|size)$/;

/** What differs by nature: how the program was made, and where its browser comes from. */
const BY_NATURE = ["tool", "browser"];

/** The same through the source, the lean and the full executable. */
Deno.test("The same flows give the same report through deno run, the lean and the full executable", () =>
  inFolder(FLOWS, async (cwd) => {
    await using site = startDemoSite(realHost(), { port: 0 });
    const lean = needed("TEST_EXECUTABLE", "the lean executable");
    const full = needed("TEST_EXECUTABLE_FULL", "the executable with Chromium inside");
    const source = await reportOf({ cwd }, site.url);
    assertEquals(source.flows_total, 2);
    assertEquals(source.status, "failed");
    assertEquals(await reportOf({ cwd, executable: lean }, site.url), source);
    assertEquals(await reportOf({ cwd, executable: full }, site.url), source);
  }));

/** They use most actions, also those whose functions are sent to the page as text. */
Deno.test("The demo's flows give the same report through deno run, the lean and the full executable", () =>
  inFolder({}, async (cwd) => {
    await using site = startDemoSite(realHost(), { port: 0 });
    const args = [fileURLToPath(new URL("../../flows", import.meta.url)), "--base-url", site.url, "--workers", "1"];
    const reportOfDemo = async (options: ProgramOptions) => {
      const { code, stdout, stderr } = await runProgram(["run", ...args], options);
      assertEquals(code, 0, stdout + stderr);
      return stable(await readReport(`${cwd}/qa-rig-report`));
    };
    const source = await reportOfDemo({ cwd });
    for (const name of ["TEST_EXECUTABLE", "TEST_EXECUTABLE_FULL"]) {
      assertEquals(await reportOfDemo({ cwd, executable: needed(name, "an executable") }), source, name);
    }
  }));

Deno.test("tool and browser of the report tell the three programs apart", () =>
  inFolder(FLOWS, async (cwd) => {
    await using site = startDemoSite(realHost(), { port: 0 });
    const full = needed("TEST_EXECUTABLE_FULL", "the executable with Chromium inside");
    await run({ cwd, executable: full }, site.url);
    const { tool, browser } = await readReport(`${cwd}/qa-rig-report`);
    assert(tool.compiled);
    assertEquals(browser?.source, "embedded");
  }));

async function reportOf(options: ProgramOptions, url: string) {
  await run(options, url);
  return stable(await readReport(`${options.cwd}/qa-rig-report`));
}

/** A report without what differs by nature. */
function stable(report: RunResult) {
  return JSON.parse(JSON.stringify(report, (key, value) => {
    if (BY_NATURE.includes(key)) return `(${key})`;
    // How far a navigation came that a click began is a matter of time.
    if (value?.action === "click") return { ...value, url: "(url)" };
    return VARYING.test(key) && value !== null ? `(${key})` : value;
  }));
}

async function run(options: ProgramOptions, url: string): Promise<void> {
  const { code, stdout, stderr } = await runProgram(["run", "--base-url", url, "--workers", "1"], options);
  assertEquals(code, 1, stdout + stderr);
}
