import { join } from "node:path";
import { startDemoSite } from "../../lib/demo/start_demo_site.ts";
import { realHost } from "../../lib/host.ts";
import { readEvents } from "../../lib/report/read_events.ts";
import { reduceEvents } from "../../lib/report/reduce_events.ts";
import type { RunEvent } from "../../lib/run/event.ts";
import { RUN, type RunResult } from "../../lib/run/result.ts";
import { inFolder } from "../fake_host.ts";
import { type Ended, runProgram, startProgram } from "../program.ts";
import { tell } from "./fault_ledger.ts";
import { processes } from "./processes.ts";

/** The compiled program, when there is one; else it is run from its source. */
const EXECUTABLE = Deno.env.get("TEST_EXECUTABLE");

/** Where a run works: its own folder, its own temporary folder, and a demo site. */
export interface Place {
  readonly cwd: string;
  readonly temporary: string;
  readonly output: string;
  readonly site: string;
}

/** Runs a test with these files in a folder of its own. */
export async function inPlace(
  files: Readonly<Record<string, string>>,
  body: (place: Place) => Promise<void>,
): Promise<void> {
  await using site = startDemoSite(realHost(), { port: 0 });
  await inFolder({ ...files, "tmp/.keep": "" }, async (cwd) => {
    await Deno.remove(join(cwd, "tmp", ".keep"));
    await body({ cwd, temporary: join(cwd, "tmp"), output: join(cwd, "qa-rig-report"), site: site.url });
  });
}

/** Rounds at the same time: a run waits for its browser most of its time. */
export const LANES = 3;

/**
 * Tries a fault again and again, in several places at once, and tells what was lost. A round says what is wrong, "" for
 * nothing and `null` when it came too late to try anything: then there is another one.
 */
export async function tryRounds(
  fault: string,
  tried: number,
  { files, round, lanes = LANES }: {
    readonly files: Readonly<Record<string, string>>;
    /** `again` counts the tries of one round that came too late. */
    readonly round: (place: Place, number: number, again: number) => Promise<string | null>;
    readonly lanes?: number;
  },
): Promise<void> {
  const lost: string[] = [];
  let next = 0;
  const lane = () =>
    inPlace(files, async (place) => {
      for (let number = next++; number < tried; number = next++) {
        let problem: string | null = null;
        for (let again = 0; problem === null && again < 20; again++) {
          problem = await round(place, number, again);
        }
        if (problem !== "") lost.push(`round ${number}: ${problem ?? "it came too late 20 times"}`);
      }
    });
  await Promise.all(Array.from({ length: Math.min(lanes, tried) }, lane));
  tell(fault, tried, lost);
}

/** A run that was started. */
export interface StartedRun {
  readonly child: Deno.ChildProcess;
  /** Milliseconds since the start of the process. */
  readonly elapsedMs: () => number;
  readonly ended: Promise<Ended>;
}

/** Starts the real program in an output folder of its own. */
export async function startFresh(
  args: readonly string[],
  place: Place,
  env: Readonly<Record<string, string>> = {},
): Promise<StartedRun> {
  await Deno.remove(place.output, { recursive: true }).catch(() => {});
  return startRun(args, place, env);
}

/** Starts the real program. */
export function startRun(
  args: readonly string[],
  { cwd, temporary, site }: Place,
  env: Readonly<Record<string, string>> = {},
): StartedRun {
  const startedMs = performance.now();
  const child = startProgram(["run", ...args, "--base-url", site], {
    cwd,
    env: { TMPDIR: temporary, ...env },
    ...executable(),
  });
  const ended = child.output().then(({ code, stdout, stderr }): Ended => {
    const decoder = new TextDecoder();
    return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
  });
  return { child, elapsedMs: () => performance.now() - startedMs, ended };
}

/** Runs the real program to its end. */
export async function run(
  args: readonly string[],
  place: Place,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return await startRun(args, place, env).ended;
}

/** Waits until something is so; `false` after `ms`. */
export async function becomes(ms: number, so: () => boolean | Promise<boolean>): Promise<boolean> {
  const end = performance.now() + ms;
  while (!await so()) {
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return true;
}

/** The events that a run has written until now. */
export async function eventsOf({ output }: Place): Promise<readonly RunEvent[]> {
  return readEvents(await Deno.readTextFile(join(output, "events.jsonl")).catch(() => ""));
}

/** Waits for an event of a run; throws when it does not come. */
export async function awaitEvent(place: Place, fits: (event: RunEvent) => boolean, count = 1): Promise<void> {
  const came = await becomes(20_000, async () => (await eventsOf(place)).filter(fits).length >= count);
  if (!came) throw new Error("Cannot go on: an event did not come within 20 s");
}

/** The report of a run; throws when it is not a whole one. */
export async function reportOf({ output }: Place, name = "report.json"): Promise<RunResult> {
  return RUN.parse(JSON.parse(await Deno.readTextFile(join(output, name))));
}

/** The report that the events of a run give. */
export async function rebuiltReport(place: Place): Promise<RunResult> {
  return RUN.parse(reduceEvents(await eventsOf(place)));
}

/** Lets the real program make the report from its events again, in a file of the output folder. */
export async function rebuild({ cwd, output }: Place, name: string): Promise<Ended> {
  return await runProgram(["report", "rebuild", "--output", join(output, name)], { cwd, ...executable() });
}

/** The program's own executable, when there is one. */
export function executable(): { readonly executable?: string } {
  return EXECUTABLE === undefined ? {} : { executable: EXECUTABLE };
}

/** The browser processes of a run, without their helpers; known by the run's own temporary folder. */
export async function browsersOf({ temporary }: Place): Promise<readonly number[]> {
  return (await processes())
    .filter(({ command }) => command.includes(`--user-data-dir=${temporary}/`) && !command.includes(" --type="))
    .map(({ pid }) => pid);
}

/** What a run left behind: processes and temporary files; a killed process may take a moment to go. */
export async function leftBehind({ temporary }: Place): Promise<readonly string[]> {
  let left: readonly string[] = [];
  await becomes(1_500, async () => {
    const running = (await processes()).filter(({ command }) => command.includes(temporary));
    const files = await namesIn(temporary);
    left = [...running.map(({ pid, command }) => `process ${pid} ${command.slice(0, 60)}`), ...files];
    return left.length === 0;
  });
  return left;
}

/** The names in a folder. */
export function namesIn(folder: string): Promise<readonly string[]> {
  return Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
}
