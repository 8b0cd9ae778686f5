import { FlowFileError } from "../../errors.ts";
import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import type { Host } from "../../host.ts";
import { reportProblems } from "../../report/read_report.ts";
import { SCHEMA_VERSION } from "../../run/result.ts";
import type { Invocation } from "../command.ts";
import { readArgument } from "../read_argument.ts";
import { onlyFile } from "./given_report.ts";

/** Checks a report against the schema of reports. */
export async function validate(invocation: Invocation, host: Host): Promise<ExitCode> {
  const { file } = await onlyFile(invocation, "report.json", host);
  const problems = reportProblems(await readArgument(file, host));
  if (problems.length > 0) {
    throw new FlowFileError(
      problems.map(({ path, message }) => ({
        message: `Cannot accept report "${file}"${path === "" ? "" : ` at "${path}"`}: ${message}`,
        at: null,
        hint: null,
      })),
    );
  }
  host.stdout.write(`${file} is a report of schema_version ${SCHEMA_VERSION}\n`);
  return EXIT_CODES.passed.code;
}
