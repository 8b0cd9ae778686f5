import { join } from "node:path";
import { UsageError } from "../../errors.ts";
import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import type { Host } from "../../host.ts";
import { json } from "../../report/json.ts";
import { readEvents } from "../../report/read_events.ts";
import { reduceEvents } from "../../report/reduce_events.ts";
import { shownPath } from "../choose_reporters.ts";
import type { Invocation } from "../command.ts";
import { readArgument } from "../read_argument.ts";
import { writeOutput } from "../write_output.ts";
import { onlyFile } from "./given_report.ts";

/** Makes `report.json` again from `events.jsonl`, as far as the run came. */
export async function rebuild(invocation: Invocation, host: Host): Promise<ExitCode> {
  const { file, folder } = await onlyFile(invocation, "events.jsonl", host);
  const events = readEvents(await readArgument(file, host), file);
  if (events[0]?.type !== "run_started") {
    throw new UsageError(`Cannot rebuild a report from "${file}": found no start of a run`, {
      hint: "the file must be the events.jsonl of a run",
    });
  }
  const run = reduceEvents(events);
  const output = invocation.options.output ?? shownPath(host.cwd, join(folder, "report.json"));
  await writeOutput(json.render(run, { artifactsFrom: "" }), output, host);
  const ended = events.filter(({ type }) => type === "flow_ended").length;
  if (output !== "-") host.stdout.write(`wrote ${output}: ${ended} of ${run.flows_total} flows had ended\n`);
  return EXIT_CODES.passed.code;
}
