import { assertEquals } from "../assert.ts";
import { readEvents } from "../../lib/report/read_events.ts";
import type { RunEvent } from "../../lib/run/event.ts";
import type { FlowResult, RunResult, StepResult } from "../../lib/run/result.ts";
import { randomMoments, rounds, say, tryOnce } from "./fault_ledger.ts";
import {
  awaitEvent,
  browsersOf,
  eventsOf,
  inPlace,
  leftBehind,
  namesIn,
  type Place,
  rebuild,
  reportOf,
  run,
  startFresh,
  startRun,
  tryRounds,
} from "./faults.ts";
import { processes } from "./processes.ts";

const STEPS = `steps:
  - goto: /
  - click: {role: link, name: Teapot}
  - wait_for: {duration: 200ms}
  - group:
      name: Look around
      steps:
        - goto: /product/teapot
        - expect: {role: heading, level: 1, to_have_text: Teapot}
  - goto: /cart
finally:
  - goto: /
`;
const NAMES = ["1.flow.yaml", "2.flow.yaml", "3.flow.yaml", "4.flow.yaml"] as const;
const FLOWS = Object.fromEntries(NAMES.map((name) => [name, `flow: Flow ${name.slice(0, 1)}\n${STEPS}`]));
const QUICK = { "quick.flow.yaml": "flow: Quick\nsteps:\n  - goto: /\n" };

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

Deno.test("SIGKILL at random moments loses nothing that had ended, and the next run cleans up", async () => {
  const moments = randomMoments("SIGKILL of the tool");
  await tryRounds("SIGKILL of the tool at a random moment", rounds(40), {
    files: { ...FLOWS, ...QUICK },
    round: (place, number, again) => killTool(place, moments(number, again) * 1_800),
  });
});

/** What is wrong after a kill, "" for nothing; `null` when the run had ended before. */
async function killTool(place: Place, afterMs: number): Promise<string | null> {
  if (await reportOf(place).catch(() => null) === null) await run(["quick.flow.yaml"], place);
  const known = (await reportOf(place)).run_id;
  const started = startRun([...NAMES, "--workers", "2", "--reporter", "jsonl=-"], place);
  await pause(250 + afterMs);
  try {
    started.child.kill("SIGKILL");
  } catch {
    await started.ended;
    return null;
  }
  const { code, stdout } = await started.ended;
  if (code === 0) return null;
  const report = await reportOf(place);
  const problems: string[] = [];
  // Killed before its own report took the place of the one before.
  const hasBegun = report.run_id !== known;
  if (hasBegun) {
    const previous = await reportOf(place, "report.previous.json");
    if (previous.run_id !== known) problems.push("report.previous.json is not the report of before");
    if (report.status !== "incomplete" && report.exit.code === null) problems.push(`status is "${report.status}"`);
    const rebuilt = await rebuild(place, "rebuilt.json");
    if (rebuilt.code === 0) problems.push(...missingIn(await reportOf(place, "rebuilt.json"), readEvents(stdout)));
    else problems.push(`report rebuild ended with ${rebuilt.code}: ${rebuilt.stderr}`);
  }
  const next = await run(["quick.flow.yaml"], place);
  if (next.code !== 0) problems.push(`the next run ended with ${next.code}: ${next.stderr}`);
  problems.push(...(await leftBehind(place)).map((left) => `left behind: ${left}`));
  return problems.length === 0 ? "" : `after ${Math.round(afterMs)} ms: ${problems.join(", ")}`;
}

/** What somebody outside had seen end, and the rebuilt report does not have. */
function missingIn(rebuilt: RunResult, seen: readonly RunEvent[]): readonly string[] {
  return seen.flatMap((event) => {
    if (event.type === "flow_ended") {
      const flow = rebuilt.flows.find(({ id }) => id === event.flow);
      return JSON.stringify(flow) === JSON.stringify(event.result) ? [] : [`flow ${event.flow} is missing`];
    }
    if (event.type === "step_ended" && event.path.length === 1) {
      const flow = rebuilt.flows.find(({ id }) => id === event.flow);
      return hasStep(flow, event.result) ? [] : [`step ${event.result.name} of ${event.flow} is missing`];
    }
    return [];
  });
}

function hasStep(flow: FlowResult | undefined, step: StepResult): boolean {
  return flow?.steps.some((other) => JSON.stringify(other) === JSON.stringify(step)) ?? false;
}

Deno.test("A browser that is killed fails one step within a second, and the other flows pass", async () => {
  const moments = randomMoments("SIGKILL of a browser");
  const tookMs: number[] = [];
  await tryRounds("SIGKILL of a browser at a random moment", rounds(20), {
    files: FLOWS,
    round: (place, number, again) => killBrowser(place, { retries: number % 2, pick: moments(number, again), tookMs }),
  });
  const sorted = tookMs.toSorted((one, other) => one - other);
  say(`from the kill to the end of the step: median ${sorted[sorted.length >> 1]} ms, most ${sorted.at(-1)} ms`);
});

interface BrowserKill {
  readonly retries: number;
  /** From 0 to below 1. */
  readonly pick: number;
  /** Collects milliseconds from the kill to the end of the step. */
  readonly tookMs: number[];
}

/** What the kill did beyond failing one attempt; `null` when no attempt was under way in that browser. */
async function killBrowser(place: Place, { retries, pick, tookMs }: BrowserKill): Promise<string | null> {
  const started = await startFresh([...NAMES, "--workers", "2", "--retries", String(retries)], place);
  await awaitEvent(place, ({ type }) => type === "browser_started", 2);
  await awaitEvent(place, ({ type }) => type === "step_started", 2 + Math.floor(pick * 12));
  await pause(pick * 1_000 % 100);
  const victims = await browsersOf(place);
  const victim = victims[Math.floor(pick * 1_000) % victims.length];
  const killed = Date.now();
  if (victim !== undefined) Deno.kill(victim, "SIGKILL");
  const { code, stdout, stderr } = await started.ended;
  if (victim === undefined) return "found no browser";
  const failedAt = (await eventsOf(place)).find((event) =>
    event.type === "step_ended" && event.result.status === "failed"
  )?.at;
  if (failedAt === undefined && code === 0) return null;
  const took = failedAt === undefined ? 0 : Date.parse(failedAt) - killed;
  tookMs.push(took);
  const loss = await lossOf(place, retries);
  if (loss !== "") return `${loss}\n${stdout}${stderr}`;
  if (took > 1_000) return `the step failed after ${took} ms`;
  return code === await expectedCode(place, retries) ? "" : `exit code ${code}\n${stdout}${stderr}`;
}

/** What the kill did beyond failing at most one attempt as `browser`. */
async function lossOf(place: Place, retries: number): Promise<string> {
  const report = await reportOf(place);
  const hit = report.flows.filter(({ status }) => status !== "passed");
  const wanted = retries === 0 ? "failed" : "flaky";
  const wrong = hit.find(({ status }) => status !== wanted);
  if (hit.length > 1 || wrong !== undefined) return `flows are ${report.flows.map(({ status }) => status)}`;
  const errors = hit.flatMap(({ attempts }) => attempts.flatMap(({ error }) => error?.class ?? []));
  if (errors.some((error) => error !== "browser")) return `errors are ${errors}`;
  const left = await leftBehind(place);
  return left.length > 0 ? `left behind: ${left}` : "";
}

async function expectedCode(place: Place, retries: number): Promise<number> {
  const { flows } = await reportOf(place);
  return retries === 0 && flows.some(({ passed }) => !passed) ? 1 : 0;
}

Deno.test("A page whose process is killed fails its step within a second, and the next flow passes", () =>
  tryRounds("SIGKILL of a page's process", rounds(6), {
    files: {
      "1.flow.yaml": "flow: Crashes\nsteps:\n  - goto: /\n  - wait_for: {duration: 20s}\n    timeout: 30s\n",
      ...QUICK,
    },
    round: killPage,
  }));

async function killPage(place: Place): Promise<string> {
  const started = await startFresh(["1.flow.yaml", "quick.flow.yaml", "--workers", "1"], place);
  await awaitEvent(place, (event) => event.type === "step_started" && event.action === "wait_for");
  const killed = Date.now();
  for (const pid of await renderersOf(place)) Deno.kill(pid, "SIGKILL");
  await started.ended;
  const ended = (await eventsOf(place)).find((event) => event.type === "step_ended" && !event.result.passed);
  const tookMs = Date.parse(ended?.at ?? "") - killed;
  return tookMs < 1_000 ? await wrongAfterCrash(place) : `it took ${tookMs} ms`;
}

Deno.test("A page that runs out of memory fails its step, and the next flow passes", () =>
  tryRounds("a page out of memory", rounds(3), {
    files: {
      "1.flow.yaml": `flow: Crashes
steps:
  - goto: /
  - evaluate: "const held = []; for (;;) held.push(new Array(1000000).fill(held.length + 0.5))"
    timeout: 30s
`,
      ...QUICK,
    },
    // Each takes the 4 GB that a page may have.
    lanes: 1,
    round: async (place) => {
      await (await startFresh(["1.flow.yaml", "quick.flow.yaml", "--workers", "1"], place)).ended;
      return await wrongAfterCrash(place);
    },
  }));

/** What is wrong with a run whose first flow lost its page; "" for nothing. */
async function wrongAfterCrash(place: Place): Promise<string> {
  const [crashed, quick] = (await reportOf(place)).flows;
  const { class: kind, message } = crashed?.error ?? {};
  const isRight = kind === "browser" && message?.includes("The page crashed") && quick?.status === "passed";
  return isRight ? "" : `${kind} ${message} ${quick?.status}`;
}

/** The processes of a run's pages: those below its browser. */
async function renderersOf(place: Place): Promise<readonly number[]> {
  const all = await processes();
  const below = new Set(await browsersOf(place));
  // Helpers are the browser's children, or those of its zygote.
  for (let depth = 0; depth < 4; depth++) {
    for (const { pid, parent } of all) if (below.has(parent)) below.add(pid);
  }
  return all.filter(({ pid, command }) => below.has(pid) && command.includes("--type=renderer")).map(({ pid }) => pid);
}

Deno.test("A run that was killed leaves an output folder that the next one may take over", () =>
  inPlace({ ...FLOWS, ...QUICK }, (place) =>
    tryOnce("a lock whose process is gone", async () => {
      const started = startRun([...NAMES], place);
      await awaitEvent(place, ({ type }) => type === "step_started");
      const second = await run(["quick.flow.yaml"], place);
      assertEquals([second.code, second.stderr.includes(`pid ${started.child.pid}`)], [2, true], second.stderr);
      started.child.kill("SIGKILL");
      await started.ended;
      assertEquals((await namesIn(place.output)).includes(".lock"), true);
      assertEquals((await run(["quick.flow.yaml"], place)).code, 0);
      assertEquals((await namesIn(place.output)).includes(".lock"), false);
    })));
