import { main } from "../main.ts";
import { fakeHost } from "./fake_host.ts";
import { type Ended, runProgram } from "./program.ts";

/** What a browser and its cache need of the user's own environment. */
const FROM_OUTSIDE = ["HOME", "XDG_CACHE_HOME", "PATH", "LOCALAPPDATA", "QA_RIG_BROWSER_PATH"];

/** Where a run works. */
export interface QaRigOptions {
  readonly cwd: string;
  /** In addition to the few variables that a browser needs. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the program to its end: in this process, or the executable that `TEST_EXECUTABLE` names. */
export async function qaRig(args: readonly string[], { cwd, env = {} }: QaRigOptions): Promise<Ended> {
  const outside = FROM_OUTSIDE.map((name): [string, string] => [name, Deno.env.get(name) ?? ""]);
  const variables = { ...Object.fromEntries(outside), ...env };
  const executable = Deno.env.get("TEST_EXECUTABLE");
  if (executable !== undefined) return await runProgram(args, { cwd, env: variables, clearEnv: true, executable });
  const host = fakeHost({ args, env: variables, cwd });
  return { code: await main(host), ...host.written };
}
