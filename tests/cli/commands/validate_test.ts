import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { assert, assertEquals, assertLess } from "../../assert.ts";
import { inFolder } from "../../fake_host.ts";
import { FILES, mutatedFlows } from "../../flow/mutated_flows.ts";
import { problemsOf } from "../../flow/read_text.ts";
import { type Ended, runProgram } from "../../program.ts";
import type { Usage } from "../../usage_at_exit.ts";

const MAX_MS = 5_000;
const MAX_MIB = 512;

const CONFIG = fileURLToPath(new URL("../../../deno.json", import.meta.url));
const USAGE_MODULE = fileURLToPath(new URL("../../usage_at_exit.ts", import.meta.url));

interface Measured extends Ended {
  readonly usage: Usage;
}

/** Runs the real program and measures it. */
async function measure(args: readonly string[], cwd: string): Promise<Measured> {
  const path = join(cwd, "usage.json");
  const ended = await runProgram(args, {
    cwd,
    env: { USAGE_AT_EXIT: path },
    // The memory of a process is known to those only who may do everything.
    denoArgs: ["--config", CONFIG, "--allow-all", "--preload", USAGE_MODULE],
  });
  return { ...ended, usage: JSON.parse(await Deno.readTextFile(path)) };
}

function checkMeasured({ code, stdout, stderr, usage: { peakMib } }: Measured, what: string): void {
  assert([0, 3].includes(code), `${what}: exit code ${code} ${stderr.slice(0, 500)}`);
  assert(!/^\s+at .*:\d+:\d+\)?$/m.test(stdout + stderr), `${what}: a stack trace ${stderr.slice(0, 500)}`);
  if (peakMib !== null) {
    assert(peakMib > 1, `${what}: the peak of memory is known`);
    assertLess(peakMib, MAX_MIB, `${what}: MiB of memory`);
  }
}

/** Files that one call takes. */
const BATCH = 25;

Deno.test(`validate places every problem of ${FILES} mutated files, in the real program`, async () => {
  const files = (await mutatedFlows()).map((text, index) => [`${index}.flow.yaml`, text] as const);
  for (let start = 0; start < FILES; start += BATCH) await checkBatch(files.slice(start, start + BATCH));
});

async function checkBatch(files: readonly (readonly [name: string, text: string])[]): Promise<void> {
  const names = files.map(([name]) => name);
  await inFolder(Object.fromEntries(files), async (cwd) => {
    const measured = await measure(["validate", "--format", "json"], cwd);
    checkMeasured(measured, names.join(" "));
    assertEquals(measured.code, 3);
    const { files: count, problems } = JSON.parse(measured.stdout);
    assertEquals(count, files.length);
    for (const { message, file, line, column, length } of problems) {
      assert(names.includes(file) && line >= 1 && column >= 1 && length >= 1, message);
    }
  });
}

/** One of each kind that takes the most time or memory, and bytes that are no text. */
const HEAVY: { readonly [what: string]: string | Uint8Array } = {
  "a step over and over": `flow: A\nsteps:\n${"  - click: again\n".repeat(60_000)}`,
  "as many steps as there may be, and values": `flow: A\nvars: {a: [${"1,".repeat(140_000)}]}\nsteps:\n${
    "  - click: {text: a, nth: 1}\n".repeat(20_000)
  }`,
  "one text of almost 1 MiB": `flow: A\ndescription: ${"x".repeat(1024 * 1024 - 100)}\nsteps: []\n`,
  "a list in a list, and so on": `flow: A\nsteps: ${"[".repeat(500_000)}`,
  "aliases that explode": `a: &a [x, x]\n${
    [..."bcdefghijklmnopqrstuvwxyz"].map((name, index) => {
      const before = "abcdefghijklmnopqrstuvwxyz"[index];
      return `${name}: &${name} [*${before}, *${before}, *${before}, *${before}]\n`;
    }).join("")
  }`,
  "an expression of brackets": `flow: A\nsteps: [{assert: "${"(".repeat(500_000)}"}]\n`,
  "a misspelt key in each of 10,000 steps": `flow: A\nsteps:\n${"  - clik: {txt: a}\n".repeat(10_000)}`,
  "bytes that are no text": Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 256),
};

for (const [what, content] of Object.entries(HEAVY)) {
  Deno.test(`validate takes little time and memory for ${what}`, async () => {
    await inFolder({}, async (cwd) => {
      const path = join(cwd, "a.flow.yaml");
      await (typeof content === "string" ? Deno.writeTextFile(path, content) : Deno.writeFile(path, content));
      const measured = await measure(["validate"], cwd);
      checkMeasured(measured, what);
      assertLess(measured.usage.cpuMs, MAX_MS, `${what}: milliseconds`);
      if (measured.code === 3) {
        assert(/^ *--> a\.flow\.yaml:\d+:\d+$/m.test(measured.stdout), measured.stdout.slice(0, 500));
      }
    });
  });
}

Deno.test("validate takes 20,000 steps in one file, and says which one is too many", async () => {
  const steps = (count: number) => `flow: A\nsteps: [${"back, ".repeat(count)}]\n`;
  assertEquals(await problemsOf(steps(20_000)), []);
  assertEquals(await problemsOf(steps(20_001)), ["2:120009 found more than 20000 steps"]);
});
