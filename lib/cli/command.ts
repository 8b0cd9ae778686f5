import type { ExitCode } from "../exit_code.ts";
import type { Host } from "../host.ts";
import type { SettledOptions } from "./settle_options.ts";

/** What a command works on. */
export interface Invocation extends SettledOptions {
  readonly paths: readonly string[];
}

/** Does the work and gives the exit code; throws a `QaRigError` for what ends the program early. */
export type Command = (invocation: Invocation, host: Host) => Promise<ExitCode>;

/** One line of `COMMANDS`; which options it takes says `OPTIONS`. */
export interface CommandEntry {
  readonly summary: string;
  /** Its arguments, after `qa-rig` and its name. */
  readonly usage: string;
  /** More for its help: lines that end in nothing but text. */
  readonly about: string;
  readonly load: () => Promise<Command>;
}
