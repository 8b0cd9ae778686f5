import { FlowFileError } from "../../errors.ts";
import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import type { Host } from "../../host.ts";
import { reportProblems } from "../../report/read_report.ts";
import { SCHEMA_VERSION } from "../../run/result.ts";
import type { Invocation } from "../command.ts";
import { readArgument } from "../read_argument.ts";
import { onlyFile } from "./given_report.ts";

/** Problems that are told; a report that is wrong in one way is so in every step. */
const MOST_TOLD = 100;

/** Checks a report against the schema of reports. */
export async function validate(invocation: Invocation, host: Host): Promise<ExitCode> {
  const { file } = await onlyFile(invocation, "report.json", host);
  const problems = reportProblems(await readArgument(file, host));
  if (problems.length > 0) {
    const more = problems.length > MOST_TOLD ? `and ${problems.length - MOST_TOLD} more problems` : null;
    throw new FlowFileError(
      problems.slice(0, MOST_TOLD).map(({ path, message }, index) => ({
        message: `Cannot accept report "${file}"${path === "" ? "" : ` at "${path}"`}: ${message}`,
        at: null,
        hint: index === MOST_TOLD - 1 ? more : null,
      })),
    );
  }
  host.stdout.write(`${file} is a report of schema_version ${SCHEMA_VERSION}\n`);
  return EXIT_CODES.passed.code;
}
