import { UsageError } from "../../errors.ts";
import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import { importRecording } from "../../flow/recorder/import_recording.ts";
import type { Host } from "../../host.ts";
import type { Invocation } from "../command.ts";
import { readArgument } from "../read_argument.ts";
import { writeOutput } from "../write_output.ts";

/** Makes a flow file from a recording of Chrome DevTools; what a flow cannot say is a comment and a warning. */
export async function importFlow({ paths, options }: Invocation, host: Host): Promise<ExitCode> {
  const [path, more] = paths;
  if (path === undefined || more !== undefined) {
    throw new UsageError(`Cannot import: found ${paths.length} files, expected one recording`, {
      hint: "write: qa-rig import recording.json",
    });
  }
  const { text, warnings } = importRecording(await readArgument(path, host), path);
  for (const warning of warnings) host.stderr.write(`warning: ${warning}\n`);
  await writeOutput(text, options.output, host);
  return EXIT_CODES.passed.code;
}
