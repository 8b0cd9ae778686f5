import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RunResult } from "../lib/run/result.ts";

/** What a run of the program left behind. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run the program. */
export interface ProgramOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Only `env` and what no program can do without. */
  readonly clearEnv?: boolean;
  /** The executable; without it the program is run from its source. */
  readonly executable?: string;
  /** Arguments of `deno run` instead of the project's configuration and permissions. */
  readonly denoArgs?: readonly string[];
  readonly stdin?: string;
}

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
const CONFIG = fileURLToPath(new URL("../deno.json", import.meta.url));

/** Tells a child from source where the packages of this process are cached: one with another home would look there. */
export const SAME_CACHE: Readonly<Record<string, string>> = cacheOfPackages();

function cacheOfPackages(): Readonly<Record<string, string>> {
  const [given, cache, home] = ["DENO_DIR", "XDG_CACHE_HOME", "HOME"].map((name) => Deno.env.get(name));
  if (given !== undefined) return { DENO_DIR: given };
  return Deno.build.os === "linux" ? { DENO_DIR: join(cache ?? join(home ?? "", ".cache"), "deno") } : {};
}

/** The permissions that a compiled program has. */
export const PERMISSIONS = [
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  "--allow-net",
  "--allow-env",
  "--allow-sys",
  "--allow-run",
];

/** The command that runs the program from its source; its packages are there since the test began, so it loads none. */
export function sourceCommand(
  args: readonly string[],
  denoArgs: readonly string[] = ["--config", CONFIG, ...PERMISSIONS],
): readonly [string, readonly string[]] {
  return [Deno.execPath(), ["run", "--quiet", "--no-check", "--cached-only", ...denoArgs, MAIN, ...args]];
}

/** Starts the program; the caller waits for it. */
export function startProgram(args: readonly string[], options: ProgramOptions): Deno.ChildProcess {
  const { executable, denoArgs } = options;
  const [command, all] = executable === undefined ? sourceCommand(args, denoArgs) : [executable, args];
  return new Deno.Command(command, {
    args: [...all],
    cwd: options.cwd,
    env: { NO_COLOR: "1", ...executable === undefined && SAME_CACHE, ...options.env },
    clearEnv: options.clearEnv ?? false,
    stdin: options.stdin === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Runs the program to its end. */
export async function runProgram(args: readonly string[], options: ProgramOptions): Promise<Ended> {
  const child = startProgram(args, options);
  if (options.stdin !== undefined) {
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(options.stdin));
    await writer.close();
  }
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** The report that a run left in a folder. */
export async function readReport(folder: string): Promise<RunResult> {
  return JSON.parse(await Deno.readTextFile(`${folder}/report.json`));
}
