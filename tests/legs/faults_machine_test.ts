import { join } from "node:path";
import { readEvents } from "../../lib/report/read_events.ts";
import { RUN } from "../../lib/run/result.ts";
import { assert, assertEquals, assertLess, assertStringIncludes } from "../assert.ts";
import { type Ended, runProgram, sourceCommand } from "../program.ts";
import { rounds, say, tryOnce } from "./fault_ledger.ts";
import { executable, inPlace, leftBehind, namesIn, type Place, reportOf, startRun } from "./faults.ts";
import { watchMemory } from "./processes.ts";

const MIB = 1024 * 1024;

const FILES = {
  "good.flow.yaml": "flow: Good\nsteps:\n  - goto: /\n  - click: {role: link, name: Teapot}\n",
  "bad.flow.yaml":
    "flow: Bad\nsteps:\n  - goto: /\n  - expect: {role: heading, level: 1, to_have_text: Nope}\n    timeout: 300ms\n",
};

/** Runs the real program after a line of a shell has changed what it finds; `kept` is what the output folder held. */
async function runAfter(
  place: Place,
  setUp: string,
  { before = [], args = [] }: { readonly before?: readonly string[]; readonly args?: readonly string[] } = {},
): Promise<Ended> {
  const flows = ["run", "good.flow.yaml", "bad.flow.yaml", "--repeat", "4", "--workers", "2", "--output-dir", "out"];
  const [program, all] = commandOf([...flows, "--base-url", place.site, ...args]);
  await Deno.mkdir(join(place.cwd, "out"));
  await Deno.mkdir(join(place.cwd, "kept"));
  const script = `${setUp}\n"$@"\ncode=$?\ncp -r out/. kept/ 2>/dev/null\nexit $code`;
  const shell = [...before, "bash", "-c", script, "bash", program, ...all];
  const [command = "", ...rest] = shell;
  const { code, stdout, stderr } = await new Deno.Command(command, {
    args: rest,
    cwd: place.cwd,
    env: { NO_COLOR: "1", TMPDIR: place.temporary },
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

function commandOf(args: readonly string[]): readonly [string, readonly string[]] {
  const { executable: program } = executable();
  return program === undefined ? sourceCommand(args) : [program, args];
}

/** Mounts of its own, which end with it; root needs no more, others a user namespace. */
const ALONE = Deno.uid() === 0 ? ["unshare", "-m"] : ["unshare", "-rm"];

/** What a run says whose files cannot be written: every flow that failed, and the summary. */
function assertToldOf({ code, stdout, stderr }: Ended, reason: string): void {
  assertEquals(code, 4, stderr);
  assertStringIncludes(stderr, reason);
  assertEquals(stdout.match(/Expected "Nope"/g)?.length, 4, stdout);
  assertStringIncludes(stdout, "4 of 8 flows failed");
}

/** A file that is there is whole. */
async function assertWhole({ cwd }: Place): Promise<readonly string[]> {
  const names = await namesIn(join(cwd, "kept"));
  if (names.includes("report.json")) RUN.parse(JSON.parse(await Deno.readTextFile(join(cwd, "kept", "report.json"))));
  if (names.includes("events.jsonl")) readEvents(await Deno.readTextFile(join(cwd, "kept", "events.jsonl")));
  assertEquals(names.filter((name) => name.endsWith(".part")), []);
  return names;
}

const DISKS = [
  {
    name: "A full disk",
    setUp: "mount -t tmpfs -o size=64k tmpfs out; head -c 1M /dev/zero >out/fill 2>/dev/null",
    reason: 'error: Cannot write report "report.json": No space left on device',
  },
  {
    name: "A disk that becomes full during the run",
    setUp: "mount -t tmpfs -o size=40k tmpfs out",
    reason: "No space left on device",
  },
  {
    name: "A disk that holds the report and no picture",
    setUp: "mount -t tmpfs -o size=160k tmpfs out; head -c 16k /dev/zero >out/fill",
    args: ["--screenshot", "on"],
    reason: "",
  },
  {
    name: "A folder that is read-only",
    setUp: "mount -t tmpfs -o ro tmpfs out",
    reason: 'error: Cannot write report "report.json": Read-only file system',
  },
] as const;

for (const disk of DISKS) {
  Deno.test(`${disk.name} is exit 4, and the failed flows stand on standard output`, () =>
    inPlace(FILES, (place) =>
      tryOnce(disk.name.toLowerCase(), async () => {
        const ended = await runAfter(place, disk.setUp, { before: ALONE, args: "args" in disk ? disk.args : [] });
        assertToldOf(ended, disk.reason);
        await assertWhole(place);
        assertEquals(await leftBehind(place), []);
      })));
}

Deno.test("An output folder that is deleted during the run is exit 4, and the report is there", () =>
  inPlace(FILES, (place) =>
    tryOnce("an output folder that is deleted", async () => {
      const remove = "(until grep -q step_ended out/events.jsonl 2>/dev/null; do sleep 0.02; done; rm -rf out) &";
      assertToldOf(await runAfter(place, remove), 'Cannot write report "events.jsonl": it was removed during the run');
      assert((await assertWhole(place)).includes("report.json"));
      assertEquals(await leftBehind(place), []);
    })));

Deno.test("A temporary folder without space is exit 4 with the reason", () =>
  inPlace(FILES, (place) =>
    tryOnce("a temporary folder without space", async () => {
      const mount = "mount -t tmpfs -o size=4k tmpfs tmp; head -c 1M /dev/zero >tmp/fill 2>/dev/null";
      const { code, stderr, stdout } = await runAfter(place, mount, { before: ALONE });
      assertEquals(code, 4, stdout + stderr);
      assertStringIncludes(stdout + stderr, "No space left on device");
    })));

Deno.test("64 open files are exit 4 with the reason", () =>
  inPlace(FILES, (place) =>
    tryOnce("64 open files", async () => {
      const { code, stderr } = await runAfter(place, "ulimit -n 64");
      assertEquals(code, 4);
      assertStringIncludes(
        stderr,
        "error: Cannot start a browser: found a limit of 64 open files, expected 128 or more\n" +
          "hint: allow more open files (ulimit -n)",
      );
    })));

Deno.test("128 open files are enough for two workers", () =>
  inPlace(FILES, (place) =>
    tryOnce("128 open files", async () => {
      const { code, stdout, stderr } = await runAfter(place, "ulimit -n 128");
      assertEquals(code, 1, stderr);
      assertStringIncludes(stdout, "4 of 8 flows failed");
    })));

// V8 reserves far more addresses than it uses, so `ulimit -v` tells nothing, and a control group would count the
// browser. What the tool itself may take is bounded by V8's own limit, and its resident memory is looked at.
Deno.test("512 MiB of memory are enough for the tool", () =>
  inPlace(
    { "a.flow.yaml": `${FILES["good.flow.yaml"]}  - screenshot\n` },
    (place) =>
      tryOnce("512 MiB of memory for the tool", async () => {
        const count = Math.max(10, rounds(20));
        const args = [
          "a.flow.yaml",
          "--repeat",
          String(count),
          "--workers",
          "2",
          "--trace",
          "on",
          "--reporter",
          "html",
        ];
        const started = startRun(args, place, { DENO_V8_FLAGS: "--max-old-space-size=256" });
        const most = watchMemory(started.child.pid);
        const { code, stderr } = await started.ended;
        const bytes = await most();
        say(`${count} flows with traces: ${Math.round(bytes / MIB)} MiB`);
        assertEquals(code, 0, stderr);
        assertEquals((await reportOf(place)).flows_passed, count);
        assertLess(bytes, 512 * MIB);
      }),
  ));

Deno.test("A report that cannot be written does not hide that a flow file is wrong", () =>
  inPlace(
    { "a.flow.yaml": "flow: A\nsteps:\n  - clik: A\n", "qa-rig-report": "a file, no folder" },
    (place) =>
      tryOnce("an output folder that is a file", async () => {
        assertEquals((await runProgram(["run", "a.flow.yaml"], { cwd: place.cwd, ...executable() })).code, 3);
      }),
  ));
