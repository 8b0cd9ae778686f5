/** How a command is run. */
export interface CommandOptions {
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Variables of this process that the command must not see. */
  readonly without?: readonly string[];
}

/** Runs a command with its output on this terminal; gives whether it succeeded. */
export async function runCommand(
  program: string,
  args: readonly string[],
  { env = {}, without = [] }: CommandOptions = {},
): Promise<boolean> {
  const kept = Object.entries(Deno.env.toObject()).filter(([name]) => !without.includes(name));
  const { success } = await new Deno.Command(program, {
    args: [...args],
    env: { ...Object.fromEntries(kept), ...env },
    clearEnv: true,
    stdin: "null",
  }).spawn().status;
  return success;
}

/** The output of a command without the last newline; throws when it fails. */
export async function outputOf(program: string, args: readonly string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args: [...args], stdin: "null" }).output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`Cannot run "${program} ${args.join(" ")}": ${decoder.decode(stderr).trim()}`);
  return decoder.decode(stdout).trimEnd();
}
