import { join } from "node:path";
import type { Host } from "../../lib/host.ts";
import { reduceEvents } from "../../lib/report/reduce_events.ts";
import { reportJson } from "../../lib/report/report_json.ts";
import type { RunEvent } from "../../lib/run/event.ts";
import { RUN, type RunResult } from "../../lib/run/result.ts";
import { assertEquals, assertRejects } from "../assert.ts";
import { fakeHost, inFolder } from "../fake_host.ts";
import { SAMPLE_RUNS } from "./sample_runs.ts";

const EVENTS = SAMPLE_RUNS.everything ?? [];

/** A host whose clock a test sets, and that counts how often `report.json` was written. */
function timedHost() {
  const clock = { ms: 0 };
  const real = fakeHost();
  let writes = 0;
  const host: Host = {
    ...real,
    monotonicMs: () => clock.ms,
    files: {
      ...real.files,
      replace: async (path, content) => {
        if (path.endsWith("report.json")) writes++;
        await real.files.replace(path, content);
      },
    },
  };
  return { host, clock, writes: () => writes };
}

async function readReport(folder: string): Promise<RunResult> {
  return RUN.parse(JSON.parse(await Deno.readTextFile(join(folder, "report.json"))));
}

Deno.test("reportJson() writes an incomplete report when the run starts", () =>
  inFolder({}, async (folder) => {
    const report = reportJson(fakeHost(), join(folder, "new", "out"));
    for (const event of EVENTS.slice(0, 1)) await report(event);
    assertEquals((await readReport(join(folder, "new", "out"))).status, "incomplete");
  }));

Deno.test("reportJson() ends with the report of all events and leaves no other file", () =>
  inFolder({}, async (folder) => {
    const report = reportJson(fakeHost(), folder);
    for (const event of EVENTS) await report(event);
    assertEquals(await readReport(folder), reduceEvents(EVENTS));
    assertEquals(await Array.fromAsync(Deno.readDir(folder), ({ name }) => name), ["report.json"]);
  }));

Deno.test("reportJson() writes at most once a second while flows end", () =>
  inFolder({}, async (folder) => {
    const { host, writes } = timedHost();
    const report = reportJson(host, folder);
    for (const event of EVENTS) await report(event);
    assertEquals(writes(), 3, "started, ended, closed");
  }));

Deno.test("reportJson() writes a flow that has ended once a second has passed, without waiting for the next flow", () =>
  inFolder({}, async (folder) => {
    const { host, clock } = timedHost();
    const report = reportJson(host, folder);
    const ended = EVENTS.findIndex(({ type }) => type === "flow_ended");
    for (const event of EVENTS.slice(0, ended + 1)) await report(event);
    assertEquals((await readReport(folder)).flows_failed, 0);
    clock.ms += 1_000;
    for (const event of EVENTS.slice(ended + 1, ended + 2)) await report(event);
    assertEquals((await readReport(folder)).flows_failed, 1);
  }));

Deno.test("reportJson() keeps the report that was there as report.previous.json", () =>
  inFolder({ "report.json": "older", "report.previous.json": "oldest" }, async (folder) => {
    const report = reportJson(fakeHost(), folder);
    for (const event of EVENTS.slice(0, 1)) await report(event);
    assertEquals(await Deno.readTextFile(join(folder, "report.previous.json")), "older");
  }));

Deno.test("reportJson() rejects when it cannot write", () =>
  inFolder({ "out": "a file in the way" }, async (folder) => {
    const report = reportJson(fakeHost(), join(folder, "out"));
    await assertRejects(async () => {
      for (const event of EVENTS.slice(0, 1)) await report(event);
    });
  }));

Deno.test("reportJson() gets over a write that failed while the run was on, but not over the last one", () =>
  inFolder({}, async (folder) => {
    const real = fakeHost();
    let full = false;
    const replace: Host["files"]["replace"] = (path, content) =>
      full ? Promise.reject(new Error("No space left")) : real.files.replace(path, content);
    let ms = 0;
    const host: Host = { ...real, monotonicMs: () => ms += 2_000, files: { ...real.files, replace } };
    const report = reportJson(host, folder);
    for (const event of EVENTS) {
      full = event.type === "flow_ended";
      await report(event);
    }
    assertEquals(await readReport(folder), reduceEvents(EVENTS));
    full = true;
    await assertRejects(() => Promise.resolve(report(EVENTS.at(-1) as RunEvent)), Error, "No space left");
  }));
