import { UsageError } from "../../lib/errors.ts";
import { readEvents } from "../../lib/report/read_events.ts";
import { wellFormed } from "../../lib/well_formed.ts";
import { assertEquals, assertThrows } from "../assert.ts";
import { SAMPLE_RUNS } from "./sample_runs.ts";

const text = (name: string) => (SAMPLE_RUNS[name] ?? []).map((event) => `${JSON.stringify(event)}\n`).join("");

for (const [name, events] of Object.entries(SAMPLE_RUNS)) {
  Deno.test(`readEvents() gives back the events of the run "${name}", halves of characters replaced`, () => {
    assertEquals(readEvents(text(name)), wellFormed(events));
  });
}

Deno.test("readEvents() leaves out a last line that was cut at any character", () => {
  const whole = text("passed");
  const lastLine = whole.slice(0, -1).lastIndexOf("\n") + 1;
  const events = readEvents(whole.slice(0, lastLine));
  for (let end = lastLine; end < whole.length; end++) assertEquals(readEvents(whole.slice(0, end)), events);
});

Deno.test("readEvents() gives no events for an empty file", () => {
  assertEquals(readEvents(""), []);
});

Deno.test("readEvents() names the line that is no event", () => {
  const broken = text("passed").replace("\n", '\n{"type":"step_ended"}\n');
  assertThrows(() => readEvents(broken), UsageError, "line 2 is no event");
  assertThrows(() => readEvents("not json\n"), UsageError, "line 1 is no event");
});
