import { assertEquals, assertLess } from "../assert.ts";
import { startProgram } from "../program.ts";
import { inPlace, leftBehind, type Place, processes, reportOf, rounds, say, startRun, tell } from "./faults.ts";

/** The compiled program, when there is one; else it is run from its source. */
const EXECUTABLE = Deno.env.get("QA_RIG_COMPILED");

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
  /** Processes of the browsers; each page and context has some. */
  readonly processes: number;
}

Deno.test("The tool holds no more after 300 flows of 10 steps than after 30", () =>
  inPlace({ "a.flow.yaml": `flow: A\n${TEN_STEPS}` }, async (place) => {
    const count = Math.max(60, rounds(300));
    const args = ["run", "a.flow.yaml", "--repeat", String(count), "--workers", "2", "--reporter", "jsonl=-"];
    const child = startProgram([...args, "--base-url", place.site], {
      cwd: place.cwd,
      env: { TMPDIR: place.temporary },
      ...(EXECUTABLE === undefined ? {} : { executable: EXECUTABLE }),
    });
    const early = Promise.withResolvers<Held>();
    const late = Promise.withResolvers<Held>();
    let ended = 0;
    for await (const line of linesOf(child.stdout)) {
      if (!line.startsWith('{"type":"flow_ended"')) continue;
      ended++;
      if (ended === 30) early.resolve(held(child.pid, place));
      if (ended === count) late.resolve(held(child.pid, place));
    }
    assertEquals((await child.status).code, 0);
    await child.stderr.cancel();
    const [before, after] = [await early.promise, await late.promise];
    say(`after 30 flows ${shown(before)}; after ${count} ${shown(after)}`);
    assertEquals((await reportOf(place)).flows_passed, count);
    assertLess(after.memory, before.memory * 1.5);
    // Two flows may be at any step, so a handful more or less means nothing.
    assertLess(after.files, before.files + 15);
    assertLess(after.processes, before.processes + 6);
    tell("a flow of a long run", count, []);
  }));

function shown({ memory, files, processes }: Held): string {
  return `${Math.round(memory / MIB)} MiB, ${files} files, ${processes} browser processes`;
}

async function held(pid: number, { temporary }: Place): Promise<Held> {
  const files = await new Deno.Command("bash", { args: ["-c", `ls /proc/${pid}/fd | wc -l`] }).output();
  return {
    memory: await memoryOf(pid),
    files: Number(new TextDecoder().decode(files.stdout)),
    processes: (await processes()).filter(({ command }) => command.includes(temporary)).length,
  };
}

/** The resident memory of one process, in bytes; 0 when it is gone. */
async function memoryOf(pid: number): Promise<number> {
  const { stdout } = await new Deno.Command("ps", { args: ["-o", "rss=", "-p", String(pid)] }).output();
  return Number(new TextDecoder().decode(stdout)) * 1024;
}

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}

const FLOODS = [
  {
    name: "a million console lines",
    step: `evaluate: "for (let line = 0; line < 1000000; line++) console.log('line ' + line)"`,
    warning: "Pages wrote more than 1000 console lines in a document",
  },
  {
    name: "a million console lines with objects",
    step: `evaluate: "for (let line = 0; line < 1000000; line++) console.error({line}, 'x'.repeat(100))"`,
    warning: "Pages wrote more than 1000 console lines in a document",
  },
  {
    name: "a thousand windows",
    step: `evaluate: "for (let index = 0; index < 1000; index++) window.open('/windows/help?' + index)"`,
    warning: "A page opened more than 20 windows",
  },
  {
    name: "a response of a gigabyte",
    step: 'request: {url: "/api/big?bytes=1073741824"}',
    warning: "was cut at 32 MiB",
  },
] as const;

for (const flood of FLOODS) {
  Deno.test(`A page with ${flood.name} costs neither time nor memory`, () =>
    inPlace(
      { "a.flow.yaml": `flow: A\nsteps:\n  - goto: /\n  - ${flood.step}\n    timeout: 20s\n  - goto: /cart\n` },
      async (place) => {
        const started = startRun(["a.flow.yaml"], place);
        let most = 0;
        const timer = setInterval(async () => most = Math.max(most, await memoryOf(started.child.pid)), 50);
        await started.ended;
        clearInterval(timer);
        const [flow] = (await reportOf(place)).flows;
        say(`${flood.name}: ${Math.round(most / MIB)} MiB, ${Math.round(flow?.steps[1]?.duration_ms ?? 0)} ms`);
        assertLess(flow?.steps[1]?.duration_ms ?? Infinity, 23_000);
        assertLess(most, 400 * MIB);
        assertEquals(
          flow?.warnings.some(({ message }) => message.includes(flood.warning)),
          true,
          JSON.stringify(flow?.warnings),
        );
        assertEquals(await leftBehind(place), []);
        tell(flood.name, 1, []);
      },
    ));
}
