import { assert, assertEquals, assertLess } from "../assert.ts";
import { randomMoments, rounds, tell, tryOnce } from "./fault_ledger.ts";
import {
  awaitEvent,
  becomes,
  browsersOf,
  eventsOf,
  inPlace,
  leftBehind,
  namesIn,
  type Place,
  rebuiltReport,
  reportOf,
  run,
  startFresh,
  tryRounds,
} from "./faults.ts";

/** The promise is 6.5 s; a second is for starting and ending the process itself. */
const END_MS = 7_500;

const SIGNALS = [["SIGINT", 130], ["SIGTERM", 143]] as const;

const FLOWS = {
  "1.flow.yaml": flow("One", ["goto: /", "click: {role: link, name: Teapot}", "wait_for: {duration: 300ms}"]),
  "2.flow.yaml": flow("Two", ["goto: /slow", "wait_for: {text: The tea is ready}", "goto: /cart"]),
  "3.flow.yaml": flow("Three", [
    "goto: /files",
    "click: Download orders\n    triggers: {download: '*.csv'}",
    "screenshot",
  ]),
  "4.flow.yaml": flow("Four", ["goto: /", "repeat: {times: 20, steps: [{reload: {}}]}"]),
};

/** Never ends by itself. */
const ENDLESS = flow("Endless", ["goto: /", 'evaluate: "for (;;) {}"\n    timeout: 60s']);

function flow(title: string, steps: readonly string[]): string {
  return `flow: ${title}\nsteps:\n${steps.map((step) => `  - ${step}\n`).join("")}finally:\n  - goto: /cart\n`;
}

Deno.test("SIGINT and SIGTERM at random moments lose nothing and leave nothing", async () => {
  const moments = randomMoments("signals");
  const files = { ...FLOWS, "endless/5.flow.yaml": ENDLESS };
  let wholeMs = 0;
  await inPlace(files, async (place) => void (wholeMs = await usualMs(place)));
  await tryRounds("SIGINT and SIGTERM at a random moment", rounds(40), {
    files,
    round: (place, number, again) => {
      const names = number % 3 === 0 ? [...Object.keys(FLOWS), "endless/5.flow.yaml"] : Object.keys(FLOWS);
      return interrupt(place, { files: names, signal: number % 2, afterMs: moments(number, again) * wholeMs });
    },
  });
});

/** How long a run takes from its first event to its end. */
async function usualMs(place: Place): Promise<number> {
  const { code, stdout } = await run([...Object.keys(FLOWS), "--workers", "2"], place);
  assertEquals(code, 0, stdout);
  const events = await eventsOf(place);
  return Date.parse(events.at(-1)?.at ?? "") - Date.parse(events[0]?.at ?? "");
}

/** What is wrong after a signal, "" for nothing; `null` when the run had ended before. */
async function interrupt(
  place: Place,
  { files, signal, afterMs }: { readonly files: readonly string[]; readonly signal: number; readonly afterMs: number },
): Promise<string | null> {
  const [name, code] = SIGNALS[signal] ?? SIGNALS[0];
  const started = await startFresh([...files, "--workers", "2"], place);
  await awaitEvent(place, ({ type }) => type === "run_started");
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  const sentMs = performance.now();
  try {
    started.child.kill(name);
  } catch {
    await started.ended;
    return null;
  }
  const ended = await started.ended;
  const tookMs = performance.now() - sentMs;
  if (ended.code === 0) return null;
  const problems: string[] = [];
  const expect = (so: boolean, problem: string) => so || problems.push(problem);
  const report = await reportOf(place).catch((error) => String(error));
  if (typeof report === "string") return `${report}\n${ended.stdout}${ended.stderr}`;
  expect(ended.code === code, `exit code ${ended.code}, expected ${code}`);
  expect(tookMs < END_MS, `ended after ${Math.round(tookMs)} ms`);
  expect(report.status === "interrupted" && report.exit.code === code, `report is ${JSON.stringify(report.exit)}`);
  expect(JSON.stringify(await rebuiltReport(place)) === JSON.stringify(report), "events give another report");
  problems.push(...(await leftBehind(place)).map((left) => `left behind: ${left}`));
  return problems.length === 0
    ? ""
    : `${name} after ${Math.round(afterMs)} ms: ${problems.join(", ")}\n${ended.stderr}`;
}

Deno.test("A signal while the program starts leaves nothing behind", async () => {
  const moments = randomMoments("signals at the start");
  await tryRounds("SIGINT and SIGTERM while the program starts", rounds(16), {
    files: { "a.flow.yaml": ENDLESS },
    round: (place, number) => interruptStart(place, { signal: number % 2, afterMs: 40 + moments(number) * 800 }),
  });
});

async function interruptStart(
  place: Place,
  { signal, afterMs }: { readonly signal: number; readonly afterMs: number },
): Promise<string> {
  const [name, expected] = SIGNALS[signal] ?? SIGNALS[0];
  const started = await startFresh(["a.flow.yaml"], place);
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  started.child.kill(name);
  const { code, stderr } = await started.ended;
  const left = await leftBehind(place);
  const kept: readonly string[] = await namesIn(place.output).catch(() => []);
  // Before there is a run the process just ends, and there is no report.
  const status = kept.includes("report.json") ? (await reportOf(place)).status : "interrupted";
  if (code === expected && left.length === 0 && !kept.includes(".lock") && status === "interrupted") return "";
  return `${name} after ${Math.round(afterMs)} ms: exit ${code}, status ${status}, left ${left} ${kept} ${stderr}`;
}

Deno.test("A second signal ends the process at once, and leaves no browser and no temporary folder", () =>
  inPlace({ "a.flow.yaml": ENDLESS }, async (place) => {
    const tried = rounds(5);
    const lost: string[] = [];
    for (let round = 0; round < tried; round++) {
      const started = await startFresh(["a.flow.yaml"], place);
      await awaitEvent(place, (event) => event.type === "step_started" && event.action === "evaluate");
      started.child.kill("SIGTERM");
      await new Promise((resolve) => setTimeout(resolve, 150));
      const sentMs = performance.now();
      started.child.kill("SIGTERM");
      const { code } = await started.ended;
      const left = await leftBehind(place);
      const tookMs = performance.now() - sentMs;
      if (code !== 143 || left.length > 0 || tookMs > 2_000) lost.push(`exit ${code} after ${tookMs} ms, left ${left}`);
      await reportOf(place);
    }
    tell("a second signal", tried, lost);
  }));

Deno.test("After a signal finally is cut at 3 s, and a browser that does not answer is killed at 5 s", () =>
  inPlace({
    "a.flow.yaml": `flow: A
steps:
  - goto: /
  - wait_for: {duration: 30s}
    timeout: 60s
finally:
  - wait_for: {duration: 30s}
    timeout: 60s
`,
  }, (place) =>
    tryOnce("the clock after a signal, with a browser that answers and one that does not", async () => {
      for (const stopsBrowser of [false, true]) {
        const started = await startFresh(["a.flow.yaml"], place);
        await awaitEvent(place, (event) => event.type === "step_started" && event.action === "wait_for");
        if (stopsBrowser) { for (const pid of await browsersOf(place)) Deno.kill(pid, "SIGSTOP"); }
        const sentMs = performance.now();
        started.child.kill("SIGTERM");
        const { code } = await started.ended;
        const tookMs = performance.now() - sentMs;
        const report = await reportOf(place);
        assertEquals([code, report.status, report.exit.code], [143, "interrupted", 143]);
        assert(tookMs > 2_900, `ended after ${tookMs} ms`);
        assertLess(tookMs, END_MS);
        assertEquals(await leftBehind(place), []);
      }
    })));

Deno.test("A run whose terminal is closed ends like one that is terminated", () =>
  inPlace({ "a.flow.yaml": ENDLESS }, (place) =>
    tryOnce("a terminal that is closed", async () => {
      const started = await startFresh(["a.flow.yaml"], place);
      await awaitEvent(place, (event) => event.type === "step_started" && event.action === "evaluate");
      started.child.kill("SIGHUP");
      assertEquals([(await started.ended).code, (await reportOf(place)).status], [143, "interrupted"]);
      assertEquals(await leftBehind(place), []);
    })));

Deno.test("A signal while the browser starts leaves nothing behind", () =>
  inPlace({ "a.flow.yaml": ENDLESS }, async (place) => {
    const tried = rounds(5);
    const lost: string[] = [];
    for (let round = 0; round < tried; round++) {
      const started = await startFresh(["a.flow.yaml"], place);
      await becomes(10_000, async () => (await browsersOf(place)).length > 0);
      started.child.kill("SIGINT");
      const { code } = await started.ended;
      const left = await leftBehind(place);
      if (code !== 130 || left.length > 0) lost.push(`exit ${code}, left ${left}`);
    }
    tell("a signal while the browser starts", tried, lost);
  }));
