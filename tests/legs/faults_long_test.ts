import { assertLess } from "../assert.ts";
import { startProgram } from "../program.ts";
import { rounds, say, tell, tryOnce } from "./fault_ledger.ts";
import { inPlace, type Place, reportOf } from "./faults.ts";
import { needed } from "./needed.ts";
import { memoryOf, openFilesOf, processes } from "./processes.ts";

const MIB = 1024 * 1024;

const TEN_STEPS = `steps:
  - goto: /
  - expect: {role: heading, level: 1, to_be_visible: true}
  - fill: {label: Search, value: pot}
  - expect: {role: status, to_be_visible: true}
  - capture: {test_id: product, of: count, as: products}
  - assert: products > 0
  - goto: /product/teapot
  - expect: {role: heading, level: 1, to_have_text: Teapot}
  - evaluate: "document.title"
  - goto: /cart
`;

/** What a run holds at one moment. */
interface Held {
  /** Of the tool's own process, in bytes. */
  readonly memory: number;
  readonly files: number;
  /** Of the browsers; each page and each context has some. */
  readonly processes: number;
}

Deno.test("The tool holds no more after 300 flows of 10 steps than after 30", () =>
  inPlace({ "a.flow.yaml": `flow: A\n${TEN_STEPS}` }, async (place) => {
    const count = Math.max(60, rounds(300));
    // The browser ends with the last flow, so what is held is looked at a few flows earlier.
    const { before, after, code } = await heldDuring(place, { count, early: 30, late: count - 5 });
    say(`after 30 flows ${shown(before)}; after ${count - 5} ${shown(after)}`);
    const passed = (await reportOf(place)).flows_passed;
    const lost = code === 0 ? Array.from({ length: count - passed }, () => "a flow did not pass") : [`exit ${code}`];
    tell("a flow of a long run", count, lost);
    await tryOnce("no growth over a long run", () => {
      assertLess(after.memory, before.memory * 1.5);
      // Two flows may be at any step, so a handful more or less means nothing.
      assertLess(after.files, before.files + 10);
      assertLess(after.processes, before.processes + 6);
      return Promise.resolve();
    });
  }));

/** What a run of one flow again and again holds after `early` and after `late` flows. */
async function heldDuring(
  place: Place,
  { count, early, late }: { readonly count: number; readonly early: number; readonly late: number },
): Promise<{ readonly before: Held; readonly after: Held; readonly code: number }> {
  const args = ["run", "a.flow.yaml", "--repeat", String(count), "--workers", "2", "--reporter", "jsonl=-"];
  const child = startProgram([...args, "--base-url", place.site], {
    cwd: place.cwd,
    env: { TMPDIR: place.temporary },
    executable: needed("TEST_EXECUTABLE", "the executable, whose garbage is collected as its makers chose"),
  });
  const held: Promise<Held>[] = [];
  let ended = 0;
  for await (const line of linesOf(child.stdout)) {
    if (!line.startsWith('{"type":"flow_ended"')) continue;
    ended++;
    if (ended === early || ended === late) held.push(heldBy(child.pid, place));
  }
  await child.stderr.cancel();
  const [before, after] = await Promise.all(held);
  if (before === undefined || after === undefined) throw new Error(`Only ${ended} of ${count} flows ended`);
  return { before, after, code: (await child.status).code };
}

function shown({ memory, files, processes }: Held): string {
  return `${Math.round(memory / MIB)} MiB, ${files} files, ${processes} browser processes`;
}

async function heldBy(pid: number, { temporary }: Place): Promise<Held> {
  const all = await processes();
  return {
    memory: await memoryOf(pid),
    files: await openFilesOf(pid),
    processes: below(all.filter(({ command }) => command.includes(temporary)).map((one) => one.pid), all).size,
  };
}

/** Processes and all that they have started, their helpers and the helpers of those. */
function below(pids: readonly number[], all: Awaited<ReturnType<typeof processes>>): ReadonlySet<number> {
  const found = new Set(pids);
  for (let depth = 0; depth < 4; depth++) {
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
  }
  return found;
}

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
