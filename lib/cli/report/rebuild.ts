import { join } from "node:path";
import { UsageError } from "../../errors.ts";
import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import type { Host } from "../../host.ts";
import { json } from "../../report/json.ts";
import { keepPrevious } from "../../report/keep_previous.ts";
import { readEvents } from "../../report/read_events.ts";
import { firstProblem, readReport } from "../../report/read_report.ts";
import { reduceEvents } from "../../report/reduce_events.ts";
import type { RunResult } from "../../run/result.ts";
import { shownPath } from "../shown_path.ts";
import type { Invocation } from "../command.ts";
import { checkStays, checkWritable } from "../output_path.ts";
import { readArgument } from "../read_argument.ts";
import { writeOutput } from "../write_output.ts";
import { namedFolders, onlyFile } from "./given_report.ts";

/** Makes `report.json` again from `events.jsonl`, as far as the run came. */
export async function rebuild(invocation: Invocation, host: Host): Promise<ExitCode> {
  const given = await onlyFile(invocation, "events.jsonl", host);
  const { file, folder } = given;
  const events = readEvents(await readArgument(file, host), file);
  if (events[0]?.type !== "run_started") {
    throw new UsageError(`Cannot rebuild a report from "${file}": found no start of a run`, {
      hint: "the file must be the events.jsonl of a run",
    });
  }
  const run = reduceEvents(events);
  const problem = firstProblem(run);
  if (problem !== null) throw new UsageError(`Cannot rebuild a report from "${file}": its events make none${problem}`);
  const output = invocation.options.output ??
    await ownReport(run, { folder, named: namedFolders(invocation, given) }, host);
  await writeOutput(json.render(run, { artifactsFrom: "" }), output, host);
  const ended = events.filter(({ type }) => type === "flow_ended").length;
  if (output !== "-") host.stdout.write(`wrote ${output}: ${ended} of ${run.flows_total} flows had ended\n`);
  return EXIT_CODES.passed.code;
}

/** The `report.json` beside the events; a run that was killed at its start left there the one of the run before. */
async function ownReport(
  run: RunResult,
  { folder, named }: { readonly folder: string; readonly named: readonly string[] },
  host: Host,
): Promise<string> {
  const { files, cwd } = host;
  const path = join(folder, "report.json");
  for (const own of [path, join(folder, "report.previous.json")]) {
    await checkStays(own, { named, hint: "name a file with --output" }, host);
    await checkWritable(own, `"${shownPath(cwd, own)}"`, host);
  }
  const isThere = (await files.info(path))?.isFile;
  if (isThere && runIdIn(await files.readText(path)) !== run.run_id) await keepPrevious(files, folder);
  return shownPath(cwd, path);
}

/** `null` for a text that is no report. */
function runIdIn(text: string): string | null {
  try {
    return readReport(text, "report.json").run_id;
  } catch {
    return null;
  }
}
