import { join } from "node:path";
import { eventsJsonl } from "../../lib/report/events_jsonl.ts";
import { readEvents } from "../../lib/report/read_events.ts";
import type { RunEvent } from "../../lib/run/event.ts";
import { wellFormed } from "../../lib/well_formed.ts";
import { assertEquals, assertRejects } from "../assert.ts";
import { fakeHost, inFolder } from "../fake_host.ts";
import { SAMPLE_RUNS } from "./sample_runs.ts";

const EVENTS = wellFormed(SAMPLE_RUNS.hostile ?? []);

Deno.test("eventsJsonl() has every event in the file as soon as it was reported", () =>
  inFolder({}, async (folder) => {
    const report = eventsJsonl(fakeHost(), folder);
    for (const [index, event] of EVENTS.entries()) {
      await report(event);
      const text = await Deno.readTextFile(join(folder, "events.jsonl"));
      assertEquals(readEvents(text), EVENTS.slice(0, index + 1));
    }
  }));

Deno.test("eventsJsonl() begins a new file for a new run", () =>
  inFolder({ "events.jsonl": "old\n" }, async (folder) => {
    const report = eventsJsonl(fakeHost(), folder);
    for (const event of EVENTS) await report(event);
    assertEquals(readEvents(await Deno.readTextFile(join(folder, "events.jsonl"))), EVENTS);
  }));

Deno.test("eventsJsonl() rejects when its file was removed while the run was on", () =>
  inFolder({}, async (folder) => {
    const report = eventsJsonl(fakeHost(), folder);
    const end = EVENTS.findIndex(({ type }) => type === "run_ended");
    for (const event of EVENTS.slice(0, end)) await report(event);
    await Deno.remove(join(folder, "events.jsonl"));
    await assertRejects(async () => await report(EVENTS[end] as RunEvent), Error, "it was removed during the run");
  }));
