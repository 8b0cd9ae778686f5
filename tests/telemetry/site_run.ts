import { startDemoSite } from "../../lib/demo/start_demo_site.ts";
import { realHost } from "../../lib/host.ts";
import { readEvents } from "../../lib/report/read_events.ts";
import type { RunResult } from "../../lib/run/result.ts";
import { inFolder } from "../fake_host.ts";
import { type Ended, type ProgramOptions, readReport, startProgram } from "../program.ts";

/** What a run of the real program on the demo site left behind. */
export interface SiteRun extends Ended {
  readonly report: RunResult;
  /** Milliseconds from the moment when the report held every result to the end of the process. */
  readonly lastMs: number;
}

/** How the program is run. */
export interface SiteRunOptions extends Pick<ProgramOptions, "denoArgs"> {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Does something to the program while it runs. */
  readonly meanwhile?: (child: Deno.ChildProcess, place: SitePlace) => Promise<void>;
}

/** Where the program runs. */
export interface SitePlace {
  readonly folder: string;
  readonly siteUrl: string;
}

/** Runs these flow files with the real program and a real browser, whatever telemetry or CI there is around the tests. */
export async function runOnSite(
  files: Readonly<Record<string, string>>,
  options: SiteRunOptions = {},
): Promise<SiteRun> {
  await using site = startDemoSite(realHost(), { port: 0 });
  return await inFolder(files, (folder) => run({ folder, siteUrl: site.url }, options));
}

async function run(place: SitePlace, { args = [], env = {}, meanwhile, denoArgs }: SiteRunOptions): Promise<SiteRun> {
  const { folder, siteUrl } = place;
  const child = startProgram(["run", ".", "--base-url", siteUrl, "--reporter", "none", ...args], {
    cwd: folder,
    env: { ...neutralEnvironment(), ...env },
    clearEnv: true,
    ...(denoArgs && { denoArgs }),
  });
  const done = meanwhile?.(child, place).catch((error) => {
    child.kill("SIGKILL");
    throw error;
  });
  const [{ code, stdout, stderr }] = await Promise.all([child.output(), done]);
  const endedMs = Date.now();
  const text = new TextDecoder();
  const report = await readReport(`${folder}/qa-rig-report`);
  const events = readEvents(await Deno.readTextFile(`${folder}/qa-rig-report/events.jsonl`));
  const whole = events.find(({ type }) => type === "run_ended");
  return {
    code,
    stdout: text.decode(stdout),
    stderr: text.decode(stderr),
    report,
    lastMs: endedMs - Date.parse(whole?.at ?? ""),
  };
}

/** Variables that would change what a run says of itself; where the browser is found is not among them. */
const TELLING =
  /^(OTEL_|TRACEPARENT$|TRACESTATE$|BAGGAGE$|QA_RIG_(?!BROWSER_PATH$|CACHE_DIR$)|GITHUB_ACTIONS$|GITLAB_CI$|JENKINS_URL$|BUILDKITE$|CIRCLECI$|TF_BUILD$)/;

function neutralEnvironment(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(Deno.env.toObject()).filter(([name]) => !TELLING.test(name)));
}

/** Resolves when the program in this place has begun a step with this action; it has 20 s. */
export async function untilStep(action: string, { folder }: SitePlace): Promise<void> {
  const path = `${folder}/qa-rig-report/events.jsonl`;
  const begun = new RegExp(`"type":"step_started".*"action":"${action}"`);
  for (let tries = 0; tries < 400; tries++) {
    if (begun.test(await Deno.readTextFile(path).catch(() => ""))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Cannot wait for step "${action}": it has not begun after 20 s`);
}
