import { UsageError } from "../../errors.ts";
import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import type { Host } from "../../host.ts";
import { didYouMean } from "../../near_names.ts";
import type { Invocation } from "../command.ts";
import { bashScript } from "../completions/bash_script.ts";
import { completionTable } from "../completions/completion_table.ts";
import { fishScript } from "../completions/fish_script.ts";
import { powershellScript } from "../completions/powershell_script.ts";
import { zshScript } from "../completions/zsh_script.ts";

/** Makes the script of a shell, by the shell's name. */
const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript, powershell: powershellScript } as const;

/** Prints the script that completes commands and options in a shell, or with `--list` the names that it asks for. */
export async function completions({ paths, options }: Invocation, host: Host): Promise<ExitCode> {
  if (options.list !== null) {
    const { listNames } = await import("../completions/list_names.ts");
    for (const name of await listNames(options.list, paths, host)) host.stdout.write(`${name}\n`);
    return EXIT_CODES.passed.code;
  }
  host.stdout.write(SCRIPTS[readShell(paths)](completionTable()));
  return EXIT_CODES.passed.code;
}

function readShell(paths: readonly string[]): keyof typeof SCRIPTS {
  const shells = Object.keys(SCRIPTS) as readonly (keyof typeof SCRIPTS)[];
  const [name] = paths;
  const shell = shells.find((known) => known === name);
  if (shell !== undefined && paths.length === 1) return shell;
  const found = name === undefined ? "no shell" : `"${paths.join(" ")}"`;
  throw new UsageError(`Cannot make completions: found ${found}, expected one of ${shells.join(", ")}`, {
    hint: name === undefined ? "for example: source <(qa-rig completions bash)" : didYouMean(name, shells),
  });
}
