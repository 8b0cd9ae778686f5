import { UsageError } from "../errors.ts";
import { Masker } from "../mask.ts";
import type { RunEvent } from "../run/event.ts";
import { RUN_EVENT } from "./event_schema.ts";
import { parseReportJson } from "./parse_report_json.ts";

/** The events of an `events.jsonl`, which errors call `file`; a last line that a crash has cut is left out. Throws `UsageError`. */
export function readEvents(text: string, file = "events.jsonl"): readonly RunEvent[] {
  const lines = text.split("\n");
  // Every whole line ends with a newline, so what stands behind the last one is empty or cut
  const whole = lines.slice(0, -1);
  return whole.flatMap((line, index) => {
    if (line.trim() === "") return [];
    const event = parseLine(line);
    if (typeof event !== "string") return [event];
    throw new UsageError(`Cannot read events of "${file}": line ${index + 1} is no event of this version`, {
      hint: event,
    });
  });
}

/** The event of a line, or what is wrong with it. */
function parseLine(line: string): RunEvent | string {
  try {
    const { data, error } = RUN_EVENT.safeParse(parseReportJson(line));
    if (data !== undefined) return new Masker().maskEvent(data);
    const issue = error.issues.find(({ path }) => path[0] !== "type");
    if (issue === undefined) return "the file must be the events.jsonl of a run";
    return `"${issue.path.join(".")}" is wrong: ${issue.message.replace(/^Invalid input: /, "")}`;
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}
