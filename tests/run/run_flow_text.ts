import { startDemoSite } from "../../lib/demo/start_demo_site.ts";
import { realHost } from "../../lib/host.ts";
import type { FlowResult, RunResult, StepResult } from "../../lib/run/result.ts";
import { main } from "../../main.ts";
import { fakeHost, inFolder } from "../fake_host.ts";
import { readReport } from "../program.ts";

/** What a run of flows against the demo site left. */
export interface RanFlow {
  readonly code: number;
  readonly report: RunResult;
  /** The first flow. */
  readonly flow: FlowResult;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run is given beside its flow. */
export interface RunFlowOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** More files of the folder, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** Looks at the folder before it is removed. */
  readonly look?: (folder: string) => Promise<void>;
}

/** Where a browser that was fetched before is kept. */
const OUTSIDE = ["HOME", "XDG_CACHE_HOME", "PATH", "LOCALAPPDATA", "QA_RIG_BROWSER_PATH"];

/** Runs a flow file through the program, in this process, with a real browser against a demo site of its own. */
export async function runFlowText(text: string, options: RunFlowOptions = {}): Promise<RanFlow> {
  await using site = startDemoSite(realHost(), { port: 0 });
  return await inFolder({ "a.flow.yaml": text, ...options.files }, async (cwd) => {
    const outside = Object.fromEntries(OUTSIDE.map((name) => [name, Deno.env.get(name) ?? ""]));
    const host = fakeHost({
      args: ["run", "a.flow.yaml", "--base-url", site.url, "--step-timeout", "1s", ...options.args ?? []],
      env: { ...outside, ...options.env },
      cwd,
    });
    const code = await main(host);
    const report = await readReport(`${cwd}/qa-rig-report`).catch(() => null);
    if (report === null) throw new Error(`Cannot read the report: ${host.written.stderr}${host.written.stdout}`);
    await options.look?.(cwd);
    const [flow] = report.flows;
    if (flow === undefined) throw new Error("Cannot find a flow in the report: found none, expected one");
    return { code, report, flow, ...host.written };
  });
}

/** The statuses of steps in order, children in brackets: `passed failed [passed failed] skipped`. */
export function statuses(steps: readonly StepResult[]): string {
  return steps.map(({ status, steps }) => steps.length === 0 ? status : `${status} [${statuses(steps)}]`).join(" ");
}

/** A test that runs the program with a browser, whose pipes may close a moment after it. */
export function flowTest(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
}
