import { dirname, resolve } from "node:path";
import { UsageError } from "../../errors.ts";
import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import type { Host } from "../../host.ts";
import { folderFrom } from "../../report/file_report.ts";
import { json } from "../../report/json.ts";
import { mergeReports, type ReportPart } from "../../report/merge_reports.ts";
import { firstProblem } from "../../report/read_report.ts";
import type { Invocation } from "../command.ts";
import { writeOutput } from "../write_output.ts";
import { givenReport, reportFile } from "./given_report.ts";

/** Makes one report of several, such as the shards of a run. */
export async function merge({ paths, options: { output } }: Invocation, host: Host): Promise<ExitCode> {
  const target = output === null || output === "-" ? host.cwd : dirname(resolve(host.cwd, output));
  const parts: ReportPart[] = [];
  for (const path of paths) {
    const { file, folder, run } = await givenReport(await reportFile(path, "report.json", host), host);
    parts.push({ file, run, artifactsFrom: folderFrom(target, folder) });
  }
  const [first, ...more] = parts;
  if (first === undefined || more.length === 0) {
    throw new UsageError(`Cannot merge reports: found ${parts.length}, expected at least 2`, {
      hint: "write: qa-rig report merge shard-1 shard-2 -o merged/report.json",
    });
  }
  const merged = mergeReports([first, ...more]);
  for (const { message } of merged.warnings.slice(parts.flatMap(({ run }) => run.warnings).length)) {
    host.stderr.write(`warning: ${message}\n`);
  }
  const problem = firstProblem(merged);
  if (problem !== null) throw new UsageError(`Cannot merge reports: the merged one is no report${problem}`);
  await writeOutput(json.render(merged, { artifactsFrom: "" }), output, host);
  return EXIT_CODES.passed.code;
}
