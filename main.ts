import { type Arguments, parseArguments } from "./lib/cli/arguments.ts";
import type { Invocation } from "./lib/cli/command.ts";
import { COMMANDS } from "./lib/cli/commands.ts";
import { readEnvironment } from "./lib/cli/environment_options.ts";
import { commandHelp, programHelp } from "./lib/cli/help.ts";
import { optionsOf } from "./lib/cli/options.ts";
import { earlyErrorStyle, errorStyle, printError } from "./lib/cli/print_error.ts";
import { readConfig } from "./lib/cli/read_config.ts";
import { settleOptions } from "./lib/cli/settle_options.ts";
import { catchStrayErrors } from "./lib/cli/stray_errors.ts";
import { versionText } from "./lib/cli/version.ts";
import { EXIT_CODES, type ExitCode } from "./lib/exit_code.ts";
import { type Host, type Output, realHost } from "./lib/host.ts";
import { maskText } from "./lib/mask/mask_text.ts";

/** Runs the program on a host and gives its exit code; an error is printed, never thrown. */
export async function main(given: Host): Promise<ExitCode> {
  const host = { ...given, stderr: maskedOutput(given.stderr) };
  let style = earlyErrorStyle(host);
  try {
    const args = parseArguments(host.args);
    const command = args.command === null ? undefined : COMMANDS[args.command];
    if (args.options.licenses) {
      // No other start needs it, nor the module of the runtime that it loads.
      const { licensesText } = await import("./lib/cli/licenses.ts");
      host.stdout.write(await licensesText(host));
      return EXIT_CODES.passed.code;
    }
    if (args.command === null || command === undefined || args.options.help || args.options.version) {
      host.stdout.write(args.options.version ? versionText(host, args.options) : helpText(args.command));
      return EXIT_CODES.passed.code;
    }
    const invocation = await readInvocation(args.command, args, host);
    style = errorStyle(invocation.options, host);
    const run = await command.load();
    return await run(invocation, host);
  } catch (error) {
    return printError(error, host, style);
  }
}

function helpText(command: string | null): string {
  return command === null ? programHelp() : commandHelp(command);
}

async function readInvocation(command: string, { paths, options }: Arguments, host: Host): Promise<Invocation> {
  const names = optionsOf(command);
  const environment = readEnvironment(host.env, names);
  for (const warning of environment.warnings) host.stderr.write(`warning: ${warning}\n`);
  const file = await readConfig(host, names);
  const { warnings } = environment;
  return { paths, warnings, ...settleOptions({ commandLine: options, environment: environment.options, file }) };
}

/** Whatever a library or an error says, credentials that their place shows are not printed: logs of CI jobs are public. */
function maskedOutput(output: Output): Output {
  return {
    write: (text) => output.write(maskText(text)),
    get isTerminal() {
      return output.isTerminal;
    },
    get columns() {
      return output.columns;
    },
  };
}

if (import.meta.main) {
  const host = realHost();
  // zod would compile a function for each schema, which costs a start more than it saves; set before zod is loaded.
  Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
  const stray = catchStrayErrors((text) => maskedOutput(host.stderr).write(text));
  // A promise that never settles must not look like a run that passed.
  host.onIdle(() => {
    host.stderr.write("error: The program stopped in the middle of its work: found nothing more to wait for\n");
    return EXIT_CODES.broken.code;
  });
  // Not awaited here: in an executable, the modules that a command loads need this one to be complete.
  main(host).then((code) => host.exit(stray.codeAfter(code)));
}
