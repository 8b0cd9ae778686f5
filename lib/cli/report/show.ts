import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import type { Host } from "../../host.ts";
import { makeReporter } from "../../report/mod.ts";
import { replayReport } from "../../report/replay_report.ts";
import type { Invocation } from "../command.ts";
import { usesColor } from "../uses_color.ts";
import { onlyReport } from "./given_report.ts";

/** Prints a report as the run itself did. */
export async function show(invocation: Invocation, host: Host): Promise<ExitCode> {
  const { file, folder, run } = await onlyReport(invocation, host);
  const { options } = invocation;
  const report = makeReporter("list", null, {
    host,
    output: host.stdout,
    color: usesColor(host.stdout, host.env, options.color),
    quiet: options.quiet,
    outputFolder: folder,
    reportPath: () => file,
    stepSummaryPath: null,
  });
  for (const event of replayReport(run)) await report(event);
  if (run.status === "incomplete") host.stderr.write("warning: The run had not ended when this report was written\n");
  return EXIT_CODES.passed.code;
}
