import { UsageError } from "../errors.ts";
import type { RunEvent } from "../run/event.ts";
import { wellFormed } from "../well_formed.ts";
import { RUN_EVENT } from "./event_schema.ts";

/** The events of an `events.jsonl`, which errors call `file`; a last line that a crash has cut is left out. Throws `UsageError`. */
export function readEvents(text: string, file = "events.jsonl"): readonly RunEvent[] {
  const lines = text.split("\n");
  // Every whole line ends with a newline, so what stands behind the last one is empty or cut
  const whole = lines.slice(0, -1);
  return whole.flatMap((line, index) => {
    const event = line.trim() === "" ? null : parseLine(line);
    if (event === undefined) {
      throw new UsageError(`Cannot read events of "${file}": line ${index + 1} is no event of this version`, {
        hint: "the file must be the events.jsonl of a run",
      });
    }
    return event === null ? [] : [event];
  });
}

function parseLine(line: string): RunEvent | undefined {
  try {
    return RUN_EVENT.safeParse(wellFormed(JSON.parse(line))).data;
  } catch {
    return undefined;
  }
}
