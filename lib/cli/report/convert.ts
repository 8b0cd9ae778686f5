import { dirname, resolve } from "node:path";
import { UsageError } from "../../errors.ts";
import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import type { Host } from "../../host.ts";
import { folderFrom } from "../../report/file_report.ts";
import { REPORTERS } from "../../report/mod.ts";
import type { Invocation } from "../command.ts";
import { writeOutput } from "../write_output.ts";
import { onlyReport } from "./given_report.ts";

/** Writes a report in another format. */
export async function convert(invocation: Invocation, host: Host): Promise<ExitCode> {
  const { to, output } = invocation.options;
  if (to === null) {
    throw new UsageError("Cannot convert a report: found no format, expected --to", {
      hint: "write --to junit, html, ctrf, tap or json",
    });
  }
  const { folder, run } = await onlyReport(invocation, host);
  const target = output === null || output === "-" ? host.cwd : dirname(resolve(host.cwd, output));
  await writeOutput(REPORTERS[to].render(run, { artifactsFrom: folderFrom(target, folder) }), output, host);
  return EXIT_CODES.passed.code;
}
