/**
 * `deno task compile [--target TRIPLE]… [--all]`: bundles qa-rig's own code, so that a compiled program starts fast, and compiles it
 * with Playwright beside it, which breaks when it is bundled.
 *
 * Where `deno compile` cannot download its runtime, `DENORT_BIN` names one, and `DENO_2_6` the deno of the same version.
 */
import { join } from "node:path";

const TARGETS = [
  "x86_64-unknown-linux-gnu",
  "aarch64-unknown-linux-gnu",
  "x86_64-apple-darwin",
  "aarch64-apple-darwin",
  "x86_64-pc-windows-msvc",
];

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

const EXTERNAL = ["playwright", "playwright/test", "playwright-core"];
const BUNDLE = "dist/bundle";

await Deno.remove("dist", { recursive: true }).catch(() => {});
await bundle();
const wished = Deno.args.includes("--all") ? TARGETS : Deno.args.filter((arg) => TARGETS.includes(arg));
if (wished.length === 0) await compile(null);
for (const target of wished) await compile(target);

async function bundle(): Promise<void> {
  const external = EXTERNAL.flatMap((name) => ["--external", name]);
  const options = ["--platform", "deno", "--code-splitting", ...external, "--outdir", BUNDLE];
  await run(Deno.execPath(), ["bundle", "--quiet", ...options, "main.ts"]);
  const { imports } = JSON.parse(await Deno.readTextFile("deno.json"));
  const kept = Object.fromEntries(Object.entries(imports).filter(([name]) => EXTERNAL.includes(name)));
  await Deno.writeTextFile(join(BUNDLE, "deno.json"), JSON.stringify({ nodeModulesDir: "none", imports: kept }));
  await bakeCommit();
}

/** The bundle says which commit it was made from. */
async function bakeCommit(): Promise<void> {
  const { stdout } = await new Deno.Command("git", { args: ["rev-parse", "--short=12", "HEAD"] }).output();
  const commit = new TextDecoder().decode(stdout).trim();
  for await (const { name } of Deno.readDir(BUNDLE)) {
    if (!name.endsWith(".js")) continue;
    const text = await Deno.readTextFile(join(BUNDLE, name));
    await Deno.writeTextFile(join(BUNDLE, name), text.replaceAll("QA_RIG_BUILD_COMMIT", commit));
  }
}

async function compile(target: string | null): Promise<void> {
  const output = join("dist", target === null ? "qa-rig" : `qa-rig-${target}`);
  const compiler = Deno.env.get("DENORT_BIN") === undefined
    ? Deno.execPath()
    : Deno.env.get("DENO_2_6") ?? Deno.execPath();
  const options = [
    "--no-check",
    "--no-lock",
    ...PERMISSIONS,
    "--config",
    join(BUNDLE, "deno.json"),
    "--output",
    output,
  ];
  await run(compiler, [
    "compile",
    ...options,
    ...(target === null ? [] : ["--target", target]),
    join(BUNDLE, "main.js"),
  ]);
  const file = target?.includes("windows") || Deno.build.os === "windows" && target === null ? `${output}.exe` : output;
  const bytes = await Deno.readFile(file);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  await Deno.writeTextFile(`${file}.sha256`, `${digest}  ${file.replace(/^dist./, "")}\n`);
  console.log(`${file}: ${(bytes.length / 1_000_000).toFixed(1)} MB`);
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const { success } = await new Deno.Command(program, { args: [...args] }).spawn().status;
  if (success) return;
  console.error(`Cannot make the executable: "deno ${args[0]}" failed`);
  console.error("hint: where the runtime cannot be downloaded, give one: DENORT_BIN=/path/to/denort deno task compile");
  Deno.exit(1);
}
