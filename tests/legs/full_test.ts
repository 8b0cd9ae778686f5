import { join } from "node:path";
import { findArchives } from "../../lib/browser/archive_block.ts";
import { realHost } from "../../lib/host.ts";
import { assert, assertEquals, assertMatch } from "../assert.ts";
import { inFolder } from "../fake_host.ts";
import { type Ended, readReport, runProgram } from "../program.ts";
import { needed } from "./needed.ts";

const AT_ONCE = 20;
const CUTS = 20;

const FLOWS = {
  "a.flow.yaml":
    'flow: A\nsteps:\n  - goto: "data:text/html,<h1>Hello</h1>"\n  - expect: {role: heading, to_have_text: Hello}\n',
};

const executable = () => needed("TEST_EXECUTABLE_FULL", "the executable with Chromium inside");

/** Runs a flow with the executable alone; its cache is `cache` in the folder. */
function run(folder: string, { program = executable(), output = "report" } = {}): Promise<Ended> {
  return runProgram(["run", "a.flow.yaml", "--output-dir", output, "--cache-dir", "cache"], {
    cwd: folder,
    env: { PATH: "/usr/bin:/bin", HOME: folder },
    clearEnv: true,
    executable: program,
  });
}

function assertPassed({ code, stdout, stderr }: Ended): void {
  assertEquals(code, 0, stdout + stderr);
}

Deno.test("Twenty full executables that start at once on an empty cache all pass and leave one copy", () =>
  inFolder(FLOWS, async (folder) => {
    const ended = await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => run(folder, { output: `report-${n}` })));
    ended.forEach(assertPassed);
    const left = await Array.fromAsync(Deno.readDir(join(folder, "cache")), ({ name }) => name);
    assertEquals(left.length, 1, left.join(", "));
    assertMatch(left[0] ?? "", /^chromium-[\d.]+$/);
    assertEquals((await readReport(join(folder, "report-0"))).browser?.source, "embedded");
  }));

Deno.test("A later run of the full executable shares what an earlier one unpacked, and makes what is damaged again", () =>
  inFolder(FLOWS, async (folder) => {
    assertPassed(await run(folder));
    const chromium = join(folder, "cache", (await unpacked(folder)) ?? "", "chromium");
    const before = await Deno.stat(chromium);
    assertPassed(await run(folder));
    assertEquals((await Deno.stat(chromium)).ino, before.ino);

    await Deno.truncate(chromium, 1_000_000);
    assertPassed(await run(folder));
    const after = await Deno.stat(chromium);
    assert(after.ino !== before.ino);
    assertEquals(after.size, before.size);

    await Deno.remove(join(folder, "cache", (await unpacked(folder)) ?? "", "lib"), { recursive: true });
    assertPassed(await run(folder));
  }));

async function unpacked(folder: string): Promise<string | undefined> {
  for await (const { name } of Deno.readDir(join(folder, "cache"))) return name;
}

Deno.test("A full executable that was cut off does not start, or says that it is damaged", () =>
  inFolder(FLOWS, async (folder) => {
    const program = await copyOf(executable(), folder);
    const { size } = await Deno.stat(program);
    for (let cut = CUTS; cut > 0; cut--) {
      await Deno.truncate(program, cut === CUTS ? size - 1 : Math.floor(size * cut / CUTS));
      const ended = await started(() => run(folder, { program }));
      if (ended !== null) assertRefused(ended, `cut ${cut} of ${CUTS}`);
      await assertNothingRan(folder);
    }
  }));

Deno.test("A full executable with a changed byte in an archive says that it is damaged", () =>
  inFolder(FLOWS, async (folder) => {
    const program = await copyOf(executable(), folder);
    const places = await findArchives(realHost().files, program);
    assert(places !== null);
    const archives = Object.values(places);
    const end = Math.max(...archives.map(({ offset, length }) => offset + length));
    const inside = archives.flatMap(({ offset, length }) => [offset, offset + Math.floor(length / 2)]);
    // Then the lengths of the archives, and the mark behind them.
    for (const place of [...inside, end, end + 3, end + 7, end + 15, end + 20]) {
      await flip(program, place);
      const ended = await run(folder, { program });
      assertEquals(ended.code, 4, ended.stdout + ended.stderr);
      assertMatch(ended.stderr, /the executable is damaged: get it again/, `byte ${place - end} from the end`);
      await assertNothingRan(folder);
      await flip(program, place);
    }
    assertPassed(await run(folder, { program }));
  }));

async function copyOf(file: string, folder: string): Promise<string> {
  const copy = join(folder, "qa-rig-copy");
  await Deno.copyFile(file, copy);
  return copy;
}

/** `null`: the system refused to start it. */
async function started(run: () => Promise<Ended>): Promise<Ended | null> {
  try {
    return await run();
  } catch {
    return null;
  }
}

/** The runtime refuses a file whose end is missing before any code of ours is reached. */
function assertRefused({ code, stdout, stderr }: Ended, where: string): void {
  assert(code !== 0, `${where}: ${stdout}`);
  const refused = /Could not find standalone binary section/.test(stderr) || stderr === "";
  if (!refused) assertMatch(`${code} ${stderr}`, /^4 .* is damaged/s, where);
}

async function assertNothingRan(folder: string): Promise<void> {
  const report = await Deno.stat(join(folder, "report", "report.json")).catch(() => null);
  if (report !== null) assertEquals((await readReport(join(folder, "report"))).flows_passed, 0);
  assertEquals(await unpacked(folder).catch(() => undefined), undefined);
}

async function flip(path: string, place: number): Promise<void> {
  using file = await Deno.open(path, { read: true, write: true });
  const byte = new Uint8Array(1);
  await file.seek(place, Deno.SeekMode.Start);
  await file.read(byte);
  await file.seek(place, Deno.SeekMode.Start);
  await file.write(byte.map((value) => value ^ 0xff));
}
