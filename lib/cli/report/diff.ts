import { UsageError } from "../../errors.ts";
import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import type { Host } from "../../host.ts";
import { diffReports } from "../../report/diff_reports.ts";
import { diffText } from "../../report/diff_text.ts";
import { makeStyle } from "../../report/style.ts";
import { chosenFormat } from "../chosen_format.ts";
import type { Invocation } from "../command.ts";
import { usesColor } from "../uses_color.ts";
import { givenReport, reportFile } from "./given_report.ts";

/** Prints what changed from one report to another. */
export async function diff({ paths, options }: Invocation, host: Host): Promise<ExitCode> {
  const format = chosenFormat(options.format, ["text", "json"]);
  const [before, after, more] = paths;
  if (before === undefined || after === undefined || more !== undefined) {
    throw new UsageError(`Cannot compare reports: found ${paths.length}, expected an old and a new one`, {
      hint: "write: qa-rig report diff OLD NEW",
    });
  }
  const [old, now] = [await reportFile(before, "report.json", host), await reportFile(after, "report.json", host)];
  const changes = diffReports((await givenReport(old, host)).run, (await givenReport(now, host)).run);
  const style = makeStyle(usesColor(host.stdout, host.env, options.color));
  host.stdout.write(format === "json" ? `${JSON.stringify(changes, null, 2)}\n` : diffText(changes, style));
  return EXIT_CODES.passed.code;
}
