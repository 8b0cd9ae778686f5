import { join } from "node:path";
import { html } from "../../../lib/report/html.ts";
import { reduceEvents } from "../../../lib/report/reduce_events.ts";
import { main } from "../../../main.ts";
import { assertEquals, assertMatch } from "../../assert.ts";
import { fakeHost, inFolder } from "../../fake_host.ts";
import { SAMPLE_RUNS } from "../../report/sample_runs.ts";

const RUN = reduceEvents(SAMPLE_RUNS["failed"] ?? []);
const REPORT = JSON.stringify(RUN);
const PAGE = html.render(RUN, { artifactsFrom: "" });

async function qaRig(cwd: string, args: readonly string[], stdin = "") {
  const host = fakeHost({ args: ["report", ...args], cwd, stdin });
  return { code: await main(host), ...host.written };
}

Deno.test("report open makes the page of a report, prints its path, and makes it again for a newer report", async () => {
  await inFolder({ "qa-rig-report/report.json": REPORT }, async (cwd) => {
    assertEquals(await qaRig(cwd, ["open"]), { code: 0, stdout: "qa-rig-report/report.html\n", stderr: "" });
    const page = join(cwd, "qa-rig-report", "report.html");
    assertEquals(await Deno.readTextFile(page), PAGE);
    await Deno.writeTextFile(page, "made by somebody else");
    await qaRig(cwd, ["open", "qa-rig-report"]);
    assertEquals(await Deno.readTextFile(page), "made by somebody else", "a page that is newer is kept");
    await Deno.utime(page, new Date(0), new Date(0));
    await qaRig(cwd, ["open", "qa-rig-report/report.json"]);
    assertEquals(await Deno.readTextFile(page), PAGE);
  });
});

Deno.test("report open makes the page of the report that is named, not of another beside it", async () => {
  await inFolder({ "report.html": "of another run", "old.json": REPORT }, async (cwd) => {
    assertEquals((await qaRig(cwd, ["open", "old.json"])).stdout, "old.html\n");
    assertEquals(await Deno.readTextFile(join(cwd, "report.html")), "of another run");
    assertEquals(await Deno.readTextFile(join(cwd, "old.html")), PAGE);
    assertEquals((await qaRig(cwd, ["open", "report.html"])).stdout, "report.html\n");
  });
});

Deno.test("report says what it cannot read, whatever is asked of it", async () => {
  await inFolder({ "no.json": "{", "list.json": "[]", "folder/x": "" }, async (cwd) => {
    for (const command of ["show", "open", "convert", "validate"]) {
      for (const path of ["nowhere.json", "no.json", "list.json", "folder"]) {
        const { code, stdout, stderr } = await qaRig(cwd, [
          command,
          path,
          ...command === "convert" ? ["--to", "tap"] : [],
        ]);
        const isBadReport = command === "validate" && (path === "no.json" || path === "list.json");
        assertEquals([command, path, code, stdout], [command, path, isBadReport ? 3 : 2, ""]);
        assertMatch(stderr, /^error: Cannot (?:read|accept)[^\n]* "[^"]+"[^\n]*: /);
      }
    }
    assertMatch(
      (await qaRig(cwd, ["open", "nowhere.html"])).stderr,
      /^error: Cannot read "nowhere\.html": there is no such file/,
    );
    assertMatch((await qaRig(cwd, ["open", "-"], REPORT)).stderr, /^error: Cannot open a report from standard input/);
  });
});

Deno.test("report reads standard input, and rebuild says which line of which file is wrong", async () => {
  const events = (SAMPLE_RUNS["failed"] ?? []).map((event) => `${JSON.stringify(event)}\n`).join("");
  await inFolder({ "events.jsonl": `${events}{"type": "no such event"}\n` }, async (cwd) => {
    assertMatch((await qaRig(cwd, ["convert", "-", "--to", "tap"], REPORT)).stdout, /^TAP version 14\n/);
    const wrong = await qaRig(cwd, ["rebuild", "."]);
    const line = events.split("\n").length;
    assertEquals([wrong.code, wrong.stderr.split("\n")[0]], [
      2,
      `error: Cannot read events of "events.jsonl": line ${line} is no event of this version`,
    ]);
    const rebuilt = await qaRig(cwd, ["rebuild", "-", "-o", "-"], events);
    assertEquals(JSON.parse(rebuilt.stdout), JSON.parse(REPORT));
  });
});

Deno.test("report rebuild keeps the report of another run, and not an older one of the same", async () => {
  const events = (SAMPLE_RUNS["failed"] ?? []).map((event) => `${JSON.stringify(event)}\n`).join("");
  const other = REPORT.replace(RUN.run_id, "99999999-9999-4999-8999-999999999999");
  await inFolder({ "events.jsonl": events, "report.json": other }, async (cwd) => {
    const read = (name: string) => Deno.readTextFile(join(cwd, name));
    for (const time of ["first", "second"]) {
      assertEquals([time, (await qaRig(cwd, ["rebuild", "."])).code], [time, 0]);
      assertEquals(JSON.parse(await read("report.json")), JSON.parse(REPORT));
      assertEquals(await read("report.previous.json"), other, time);
    }
  });
});

Deno.test("a report with 6,000 steps inside each other is said to be too deep by every command", () =>
  inFolder({ "other.json": REPORT }, async (cwd) => {
    const [step] = JSON.parse(REPORT).flows[0].steps;
    const [before, after] = JSON.stringify({ ...step, steps: "@@" }).split('"@@"');
    const deep = `[${`${before}[`.repeat(6_000)}${`]${after}`.repeat(6_000)}]`;
    const run = JSON.parse(REPORT);
    run.flows[0].steps = "@@";
    const stdin = JSON.stringify(run).replace('"@@"', () => deep);
    const commands = ["show -", "convert - --to ctrf", "merge - other.json", "diff - other.json", "validate -"];
    for (const command of commands) {
      const { code, stderr } = await qaRig(cwd, command.split(" "), stdin);
      assertEquals([command, code], [command, command === "validate -" ? 3 : 2]);
      assertEquals(
        stderr.split("\n")[0]?.split(": ").slice(2).join(": "),
        "found more than 1000 levels, expected at most that",
      );
    }
  }));
