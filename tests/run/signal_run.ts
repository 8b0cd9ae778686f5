import { startDemoSite } from "../../lib/demo/start_demo_site.ts";
import { realHost } from "../../lib/host.ts";
import type { RunEvent } from "../../lib/run/event.ts";
import type { RunResult } from "../../lib/run/result.ts";
import { inFolder } from "../fake_host.ts";
import { readReport, startProgram } from "../program.ts";

/** What a run left that was sent a signal. */
export interface SignalledRun {
  readonly code: number;
  /** From the signal to the end of the process, in milliseconds. */
  readonly endMs: number;
  readonly events: readonly RunEvent[];
  readonly report: RunResult;
}

/** When a run is sent SIGTERM, and what it is given beside its flow. */
export interface SignalRunOptions {
  readonly when: (event: RunEvent) => boolean;
  readonly args?: readonly string[];
}

/** Runs a flow in a process of its own against a demo site, and ends it by SIGTERM as soon as an event fits. */
export async function signalRun(text: string, { when, args = [] }: SignalRunOptions): Promise<SignalledRun> {
  await using site = startDemoSite(realHost(), { port: 0 });
  return await inFolder({ "a.flow.yaml": text }, async (cwd) => {
    const child = startProgram(["run", "a.flow.yaml", "--base-url", site.url, "--reporter", "jsonl=-", ...args], {
      cwd,
    });
    const errors = new Response(child.stderr).text();
    const events: RunEvent[] = [];
    let sentMs: number | null = null;
    let rest = "";
    for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      const read = lines.map((line): RunEvent => JSON.parse(line));
      for (const event of read) events.push(event);
      if (sentMs !== null || !read.some(when)) continue;
      sentMs = performance.now();
      child.kill("SIGTERM");
    }
    const { code } = await child.status;
    if (sentMs === null) throw new Error(`Cannot send the signal: found no event that fits; ${await errors}`);
    return { code, endMs: performance.now() - sentMs, events, report: await readReport(`${cwd}/qa-rig-report`) };
  });
}
