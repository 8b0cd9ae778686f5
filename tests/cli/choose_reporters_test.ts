import { join } from "node:path";
import { assertEquals, assertMatch, assertStringIncludes, assertThrows } from "../assert.ts";
import { fakeHost, inFolder } from "../fake_host.ts";
import { chooseReporters } from "../../lib/cli/choose_reporters.ts";
import { shownPath } from "../../lib/cli/shown_path.ts";
import { settleOptions } from "../../lib/cli/settle_options.ts";
import { UsageError } from "../../lib/errors.ts";
import type { Host } from "../../lib/host.ts";
import { fanOut } from "../../lib/report/fan_out.ts";
import { readEvents } from "../../lib/report/read_events.ts";
import { reduceEvents } from "../../lib/report/reduce_events.ts";
import type { RunEvent } from "../../lib/run/event.ts";
import { SAMPLE_RUNS } from "../report/sample_runs.ts";

const EVENTS = Object.values(SAMPLE_RUNS)[0] ?? [];

function optionsWith(reporter: readonly string[]) {
  return settleOptions({ commandLine: { reporter }, environment: {}, file: {} }).options;
}

function names(reporter: readonly string[]): readonly string[] {
  return chooseReporters(optionsWith(reporter), fakeHost()).map(({ name }) => name);
}

/** What reporters write for a run of one flow. */
function report(reporter: readonly string[], events: readonly RunEvent[]) {
  return inFolder({}, async (cwd) => {
    const host = fakeHost({ cwd });
    for (const { report } of chooseReporters(optionsWith(reporter), host)) {
      for (const event of events) await report(event);
    }
    const files = await Array.fromAsync(Deno.readDir(`${cwd}/qa-rig-report`), ({ name }) => name);
    return { ...host.written, files: files.sort() };
  });
}

Deno.test("chooseReporters() always keeps report.json and events.jsonl", () => {
  assertEquals(names(["none"]), ["events.jsonl", "report.json", "none", "last words"]);
  assertEquals(names(["list", "json", "jsonl"]), ["events.jsonl", "report.json", "list"]);
});

Deno.test("chooseReporters() lets report.json tell nothing that events.jsonl does not have, also of a second run", () =>
  inFolder({ "qa-rig-report/events.jsonl": "of another run\n", "qa-rig-report/report.json": "{}" }, async (cwd) => {
    const real = fakeHost({ cwd });
    const told: number[] = [];
    const host: Host = {
      ...real,
      files: {
        ...real.files,
        replace: async (path, content) => {
          if (path.endsWith("report.json")) {
            const events = readEvents(await Deno.readTextFile(join(cwd, "qa-rig-report", "events.jsonl")));
            assertEquals(JSON.parse(String(content)), JSON.parse(JSON.stringify(reduceEvents(events))));
            told.push(events.length);
          }
          await real.files.replace(path, content);
        },
      },
    };
    const deliver = fanOut(chooseReporters(optionsWith(["none"]), host), (name, error) => {
      throw new Error(`${name} failed`, { cause: error });
    });
    for (const event of EVENTS) await deliver(event);
    assertEquals([told[0], told.at(-1)], [1, EVENTS.length]);
  }));

Deno.test("chooseReporters() writes files into the output folder, and the list on standard output", async () => {
  const { stdout, stderr, files } = await report(["list", "junit"], EVENTS);
  assertEquals(files, ["events.jsonl", "junit.xml", "report.json"]);
  assertStringIncludes(stdout, "report: qa-rig-report/report.json");
  assertEquals(stderr, "");
});

Deno.test("chooseReporters() shows what failed when the report cannot be written and nobody else would show it", () =>
  inFolder({ "qa-rig-report": "a file where the folder should be" }, async (cwd) => {
    const shown = async (reporter: readonly string[]) => {
      const host = fakeHost({ cwd });
      const deliver = fanOut(chooseReporters(optionsWith(reporter), host), () => {});
      for (const event of SAMPLE_RUNS.failed ?? []) await deliver(event);
      return host.written.stdout;
    };
    const none = await shown(["none"]);
    assertMatch(none, /^FAILED {2}Guest buys a teapot$/m);
    assertMatch(none, /^1 of \d flows? failed/m);
    assertEquals((await shown(["list"])).match(/flows? failed/g)?.length, 1);
  }));

Deno.test("chooseReporters() sends the list to standard error when a report takes standard output", async () => {
  const { stdout, stderr } = await report(["list", "json=-"], EVENTS);
  assertEquals(JSON.parse(stdout).schema_version, 1);
  assertStringIncludes(stderr, "report: qa-rig-report/report.json");
});

Deno.test("chooseReporters() tells more on standard error with --verbose", async () => {
  const { options } = settleOptions({ commandLine: { verbose: true }, environment: {}, file: {} });
  await inFolder({}, async (cwd) => {
    const host = fakeHost({ cwd });
    for (const { report } of chooseReporters(options, host)) {
      for (const event of SAMPLE_RUNS.failed ?? []) await report(event);
    }
    assertMatch(host.written.stderr, /^worker 1: chromium .*, without a window, sandbox (on|off)$/m);
    assertMatch(host.written.stderr, /: attempt 1 on /);
    assertMatch(host.written.stderr, /: failed/);
    assertMatch(host.written.stderr, /: after failure/);
  });
});

Deno.test("chooseReporters() refuses what is no reporter, and two reports on standard output", () => {
  const error = assertThrows(() => names(["lits"]), UsageError, 'found "lits", expected one of list, line,');
  assertEquals(error.hint, 'did you mean "list"?');
  assertThrows(() => names(["json=-", "tap"]), UsageError, 'Cannot write "json" and "tap" to standard output');
});

Deno.test("shownPath() is relative below the working folder only", () => {
  assertEquals(shownPath("/a/b", "/a/b/c/d"), "c/d");
  assertEquals(shownPath("/a/b", "/a/c"), "/a/c");
});
