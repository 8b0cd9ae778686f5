import { dirname, join } from "node:path";
import { leadsTo } from "../lib/write_files.ts";
import { json } from "../lib/report/json.ts";
import { reduceEvents } from "../lib/report/reduce_events.ts";
import { main } from "../main.ts";
import { assert, assertEquals } from "./assert.ts";
import { fakeHost, inFolder } from "./fake_host.ts";
import { SAMPLE_RUNS } from "./report/sample_runs.ts";

/** Only root can make devices, files of others, and files that root itself may not write. */
const IS_ROOT = Deno.uid() === 0;

/** What may stand at a path. */
const KINDS = [
  "nothing",
  "file",
  "private file",
  "read-only file",
  "other's file",
  "folder",
  "empty folder",
  "pipe",
] as const;
const LINKS = [
  "link to file",
  "link to folder",
  "link to nothing",
  "link out",
  "link to folder outside",
  "circle",
] as const;
type Kind = typeof KINDS[number] | typeof LINKS[number] | "device";
const ALL: readonly Kind[] = [...KINDS, ...LINKS, ...IS_ROOT ? ["device" as const] : []];

const OWN_NAMES = [
  "report.json",
  "report.previous.json",
  "events.jsonl",
  "artifacts",
  ".lock",
  "junit.xml",
  "report.html",
];
const REPORTERS = ["list", "line", "dot", "json", "jsonl", "junit", "html", "ctrf", "tap", "github"];
const TARGETS = [
  "src",
  "src/deep/out.txt",
  "a.txt",
  "b",
  "c.json",
  "../outside/d",
  "gone/e/f.txt",
  "through/file",
  "through/new/file",
  "given/through/file",
  "qa-rig-report",
  ".",
];
/** Folders in the middle of a target. */
const THROUGH = ["through", "given/through"];

/** Numbers from a seed: mulberry32. */
class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  below(count: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % count;
  }
  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

/** What a command may write, and how it is called. */
interface Call {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Lines of `qa-rig.yaml`. */
  readonly config: string;
  /** Relative to the working folder: paths that the command is documented to write. */
  readonly written: readonly string[];
}

function chooseCall(dice: Dice): Call {
  const [target, reporter] = [dice.of(TARGETS), dice.of(REPORTERS)];
  const none = { env: {}, config: "" };
  const run = ["run", "one.flow.yaml", "--shard", "9/9"];
  const inFolder = (folder: string) =>
    OWN_NAMES.filter((name) => !/artifacts|lock/.test(name)).map((name) => join(folder, name));
  const report = inFolder("qa-rig-report");
  switch (dice.below(13)) {
    case 0:
    case 1:
      return { ...none, args: [...run, "--reporter", `${reporter}=${target}`], written: [target, ...report] };
    case 2: {
      const other = dice.of(TARGETS);
      const args = [...run, "--reporter", `${reporter}=${target},${dice.of(REPORTERS)}=${other}`];
      return { ...none, args, written: [target, other, ...report] };
    }
    case 3:
      return { ...none, args: [...run, "--output-dir", target, "--reporter", "junit,html"], written: inFolder(target) };
    case 4:
      return { ...none, config: `reporter: ["${reporter}=${target}"]\n`, args: run, written: [target, ...report] };
    case 5:
      return { ...none, config: `output_dir: "${target}"\n`, args: run, written: inFolder(target) };
    case 6:
      return {
        ...none,
        env: { GITHUB_STEP_SUMMARY: target },
        args: [...run, "--reporter", "github"],
        written: [target, ...report],
      };
    case 7:
      return {
        ...none,
        args: ["report", "convert", "given/report.json", "--to", dice.of(["junit", "html", "json"]), "-o", target],
        written: [target],
      };
    case 8:
      return {
        ...none,
        args: ["report", "merge", "given/report.json", "given/second.json", "-o", target],
        written: [target],
      };
    case 9:
      return dice.below(2) === 0
        ? { ...none, args: ["report", "rebuild", "given/events.jsonl", "-o", target], written: [target] }
        : { ...none, args: ["import", "given/recording.json", "-o", target], written: [target] };
    case 10:
      return { ...none, args: ["init", target], written: [join(target, ".gitignore"), join(target, "qa-rig.yaml")] };
    case 11:
      // None of them is a flow.
      return { ...none, args: ["fmt", target], written: [] };
    default:
      return {
        ...none,
        args: ["bundle", "one.flow.yaml", "--executable", "/bin/true", "-o", dice.of([target, `${target}.tar`])],
        written: [],
      };
  }
}

/** What somebody wrote, in no canonical form. */
function mine(kind: string): string {
  return `mine:   ${kind}\n`;
}

/** Puts something at a path; gives how to make it removable again. */
async function place(path: string, kind: Kind, root: string): Promise<(() => Promise<unknown>)[]> {
  const command = (name: string, ...args: string[]) => new Deno.Command(name, { args }).output();
  await Deno.mkdir(dirname(path), { recursive: true });
  switch (kind) {
    case "nothing":
      return [];
    case "file":
      await Deno.writeTextFile(path, mine(kind));
      return [];
    case "private file":
      await Deno.writeTextFile(path, mine(kind), { mode: 0o600 });
      return [];
    case "read-only file":
      await Deno.writeTextFile(path, mine(kind), { mode: 0o444 });
      if (IS_ROOT) assertEquals((await command("chattr", "+i", path)).code, 0);
      return IS_ROOT ? [() => command("chattr", "-i", path)] : [];
    case "other's file":
      await Deno.writeTextFile(path, mine(kind));
      if (IS_ROOT) await Deno.chown(path, 12_345, 12_345);
      return [];
    case "folder":
      await Deno.mkdir(join(path, "inner"), { recursive: true });
      await Deno.writeTextFile(join(path, "inner/file.txt"), "mine: in a folder\n");
      await Deno.writeTextFile(join(path, "owner.json"), "mine\n");
      return [];
    case "empty folder":
      await Deno.mkdir(path);
      return [];
    case "pipe": {
      assertEquals((await command("mkfifo", path)).code, 0);
      // Whoever writes finds a reader.
      const reader = await Deno.open(path, { read: true, write: true });
      return [() => Promise.resolve(reader.close())];
    }
    case "device":
      assertEquals((await command("mknod", path, "c", "1", "3")).code, 0);
      return [];
    case "link to file":
    case "link out":
    case "link to nothing":
    case "link to folder":
    case "link to folder outside":
      await Deno.symlink(join(root, LINK_TARGETS[kind]), path);
      return [];
    case "circle":
      await Deno.symlink(path, path);
      return [];
  }
}

const LINK_TARGETS = {
  "link to file": "work/linked.txt",
  "link out": "outside/linked.txt",
  "link to nothing": "work/ahead.txt",
  "link to folder": "work/linked folder",
  "link to folder outside": "outside/linked folder",
} as const;

/** All that can be seen of every path below a folder. */
async function snapshot(folder: string): Promise<ReadonlyMap<string, string>> {
  const seen = new Map<string, string>();
  for await (const { name } of Deno.readDir(folder)) {
    const path = join(folder, name);
    const info = await Deno.lstat(path);
    const kind = info.isSymlink
      ? `link to ${await Deno.readLink(path)}`
      : info.isDirectory
      ? "folder"
      : info.isFile
      ? "file"
      : "other";
    const mode = info.isSymlink ? "" : ` ${((info.mode ?? 0) & 0o7777).toString(8)} ${info.uid} ${info.rdev}`;
    seen.set(path, `${kind}${mode}${info.isFile ? `\n${await Deno.readTextFile(path)}` : ""}`);
    if (info.isDirectory && !info.isSymlink) {
      for (const [below, facts] of await snapshot(path)) seen.set(below, facts);
    }
  }
  return seen;
}

const EVENTS = SAMPLE_RUNS.everything ?? [];
const GIVEN = {
  "work/one.flow.yaml": "flow: One\nsteps:\n  - assert: 1 == 1\n",
  "work/linked.txt": mine("linked"),
  "work/linked folder/file": "mine: in a linked folder\n",
  "outside/linked.txt": mine("outside"),
  "outside/linked folder/file": "mine: in a linked folder outside\n",
  "work/given/report.json": json.render(reduceEvents(EVENTS), { artifactsFrom: "" }),
  "work/given/second.json": json.render(reduceEvents(EVENTS), { artifactsFrom: "" }),
  "work/given/events.jsonl": EVENTS.map((event) => `${JSON.stringify(event)}\n`).join(""),
  "work/given/recording.json": JSON.stringify({ title: "R", steps: [{ type: "navigate", url: "http://a.test/" }] }),
};

/**
 * Calls the program once on a random arrangement and makes sure that whatever stood there is as it was, but for the
 * content of plain files that the call is documented to write. Gives the exit code.
 */
export async function tryArrangement(seed: number): Promise<number> {
  const dice = new Dice(seed);
  return await inFolder(GIVEN, async (root) => {
    const work = join(root, "work");
    const undo: (() => Promise<unknown>)[] = [];
    const call = chooseCall(dice);
    const placed: string[] = [];
    try {
      for (const path of THROUGH) {
        const kind = dice.of(["folder", "link to folder", "link to folder outside"] as const);
        await place(join(work, path), kind, root);
        placed.push(`${path}: ${kind}`);
      }
      const places = [
        // Two ways through links may lead to one place.
        ...TARGETS.filter((path) => path !== "." && !path.includes("through/")),
        ...OWN_NAMES.map((name) => join("qa-rig-report", name)),
      ];
      for (const path of places) {
        // Nobody would write what is to be formatted into the pipe.
        const kinds = call.args[0] === "fmt" ? ALL.filter((kind) => kind !== "pipe") : ALL;
        const kind = dice.below(3) === 0 ? dice.of(kinds) : "nothing";
        try {
          undo.push(...await place(join(work, path), kind, root));
          placed.push(`${path}: ${kind}`);
        } catch (error) {
          // Something that was put there before is no folder.
          if (
            !(error instanceof Deno.errors.NotADirectory || error instanceof Deno.errors.AlreadyExists ||
              error instanceof Deno.errors.NotFound || error instanceof Deno.errors.FilesystemLoop ||
              error instanceof Deno.errors.PermissionDenied)
          ) throw error;
        }
      }
      if (call.config !== "") await Deno.writeTextFile(join(work, "qa-rig.yaml"), call.config);
      const before = await snapshot(root);
      const targets = await Promise.all(call.written.map((path) => leadsTo(join(work, path))));
      // A repository must not choose what is written outside.
      const mayWrite = (path: string) => call.config === "" || path.startsWith(`${work}/`);
      const written = new Set(targets.filter(mayWrite));
      const host = fakeHost({ args: call.args, cwd: work, env: { HOME: root, PATH: "/usr/bin:/bin", ...call.env } });
      const code = await main(host);
      const about = `seed ${seed}: qa-rig ${
        call.args.join(" ")
      } ended with ${code}\n${call.config}${host.written.stderr}\n${placed.join("\n")}`;
      const after = await snapshot(root);
      for (const [path, facts] of before) {
        const mayChange = written.has(path) && facts.startsWith("file") && !facts.includes("read-only");
        const [now, was] = mayChange
          ? [after.get(path)?.split("\n")[0], facts.split("\n")[0]]
          : [after.get(path), facts];
        assertEquals(now, was, `${path}\n${about}`);
      }
      const made = [...after.keys()].filter((path) => !before.has(path));
      assertEquals(made.filter((path) => !mayWrite(path)), [], about);
      const left = made.filter((path) => /\.part(\.tar)?$|\.lock($|\.)/.test(path));
      assertEquals(left, [], about);
      assert(!/fault of qa-rig/.test(host.written.stderr), about);
      if (code === 2) {
        assertEquals([...after.keys()].sort(), [...before.keys()].sort(), `exit 2 before anything\n${about}`);
      }
      return code;
    } finally {
      for (const step of undo) await step();
    }
  });
}

/** Tries as many arrangements as `TEST_ARRANGEMENTS` says, from the seed in `TEST_SEED`; gives how often each code came. */
export async function tryArrangements(count: number): Promise<ReadonlyMap<number, number>> {
  const first = Number(Deno.env.get("TEST_SEED") ?? Math.floor(Math.random() * 1e9));
  const codes = new Map<number, number>();
  for (let round = 0; round < Number(Deno.env.get("TEST_ARRANGEMENTS") ?? count); round++) {
    const code = await tryArrangement(first + round);
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  return codes;
}
