import { join } from "node:path";
import { BUNDLE, LICENSES } from "./make_bundle.ts";
import { outputOf, runCommand } from "./run_command.ts";

/** The systems that an executable can be made for. */
export const TARGETS = [
  "x86_64-unknown-linux-gnu",
  "aarch64-unknown-linux-gnu",
  "x86_64-apple-darwin",
  "aarch64-apple-darwin",
  "x86_64-pc-windows-msvc",
] as const;

/** A name of `TARGETS`. */
export type Target = typeof TARGETS[number];

/** Design: never ffi or import; run is unscoped because the library path given to the browser needs it. */
const PERMISSIONS = [
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  "--allow-net",
  "--allow-env",
  "--allow-sys",
  "--allow-run",
];

const V8_FLAGS = [
  // The young generation begins with 1 MB, and loading the program would collect it a dozen times.
  "--min-semi-space-size=16",
  // Else the old one may grow to a multiple of what is held: 300 flows took 1.5 times the memory of 30, with this 1.2 times.
  "--heap-growing-percent=50",
];

/** Compiles the bundle into `output` and gives its path, with the ending of the system; `null` when it failed. */
export async function compileTarget(target: Target, output: string): Promise<string | null> {
  const file = target.includes("windows") ? `${output}.exe` : output;
  const included = ["playwright", "playwright-core", LICENSES].flatMap((
    name,
  ) => ["--include", join(BUNDLE, name)]);
  const args = [
    "compile",
    "--quiet",
    "--no-check",
    "--no-lock",
    // Deno would keep it in the shared temporary folder, under a name that anybody can take first.
    "--no-code-cache",
    `--v8-flags=${V8_FLAGS.join(",")}`,
    ...PERMISSIONS,
    ...included,
    "--config",
    join(BUNDLE, "deno.json"),
    "--target",
    target,
    "--output",
    file,
    join(BUNDLE, "main.js"),
  ];
  return await runCompiler(target, args) ? file : null;
}

/** The version of the runtime that an executable for this system is made with. */
export async function runtimeVersion(): Promise<string> {
  return (await outputOf(compilerFor(Deno.build.target), ["--version"])).split(" ")[1] ?? "";
}

/** A runtime that is given is one of this system; for another one it is downloaded. */
function takesGivenRuntime(target: string): boolean {
  return Deno.env.get("DENORT_BIN") !== undefined && target === Deno.build.target;
}

function compilerFor(target: string): string {
  return (takesGivenRuntime(target) ? Deno.env.get("DENO_2_6") : undefined) ?? Deno.execPath();
}

async function runCompiler(target: Target, args: readonly string[]): Promise<boolean> {
  return await runCommand(compilerFor(target), args, { without: takesGivenRuntime(target) ? [] : ["DENORT_BIN"] });
}
