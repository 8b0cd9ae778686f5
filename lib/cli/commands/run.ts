import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import type { Host } from "../../host.ts";
import type { Invocation } from "../command.ts";
import { readValidFlows } from "../read_valid_flows.ts";
import { runFlows } from "../run_flows.ts";
import { showOptions } from "../show_options.ts";

/** Runs flows. */
export async function run(invocation: Invocation, host: Host): Promise<ExitCode> {
  const { paths, options } = invocation;
  if (options.showConfig) {
    host.stdout.write(showOptions("run", invocation));
    return EXIT_CODES.passed.code;
  }
  return await runFlows(() => readValidFlows(paths, host, options), invocation, host);
}
