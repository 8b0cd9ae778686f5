// deno-lint-ignore-file no-console -- a build tool speaks to the terminal
/**
 * `deno task compile [--full] [--all] [--target TRIPLE]…`: makes dist/qa-rig for this system, dist/qa-rig-full with Chromium inside
 * (Linux x64), or dist/qa-rig-TRIPLE for other systems, each with a `.sha256` beside it, and
 * qa-rig.cdx.json, the list of their parts.
 *
 * Where `deno compile` cannot download its runtime, `DENORT_BIN` names one, and `DENO_2_6` the deno of the same version.
 */
import { join } from "node:path";
import { attachChromium } from "./attach_chromium.ts";
import { compileTarget, runtimeVersion, type Target, TARGETS } from "./compile_target.ts";
import { describeRoom } from "./describe_room.ts";
import { ignoreTemporary } from "./ignore_temporary.ts";
import { type Bundle, type Flavour, makeBundle } from "./make_bundle.ts";
import { sbomText } from "./sbom.ts";

const FULL_TARGET = "x86_64-unknown-linux-gnu";

interface Wish {
  readonly flavour: Flavour;
  readonly target: Target;
  readonly output: string;
}

const failed: Wish[] = [];
for (const flavour of ["lean", "full"] as const) {
  const wishes = readWishes(Deno.args).filter((wish) => wish.flavour === flavour);
  if (wishes.length > 0) await writeSbom(await makeBundle(flavour));
  for (const wish of wishes) if (!await make(wish)) failed.push(wish);
}
if (failed.length > 0) {
  console.error(
    `Cannot make ${failed.map(({ output }) => `"${output}"`).join(", ")}: "deno compile" failed, see above`,
  );
  console.error("hint: where the runtime cannot be downloaded, give one: DENORT_BIN=/path/to/denort deno task compile");
  Deno.exit(1);
}

function readWishes(args: readonly string[]): readonly Wish[] {
  const named = args.flatMap((arg, index) => args[index - 1] === "--target" ? [arg] : []);
  const unknown = named.find((target) => !TARGETS.some((known) => known === target));
  if (unknown !== undefined) throw new Error(`Cannot compile for "${unknown}": expected one of ${TARGETS.join(", ")}`);
  const targets = args.includes("--all") ? TARGETS : TARGETS.filter((target) => named.includes(target));
  const full: readonly Wish[] = args.includes("--full")
    ? [{ flavour: "full", target: FULL_TARGET, output: join("dist", "qa-rig-full") }]
    : [];
  if (targets.length === 0 && full.length > 0) return full;
  if (targets.length === 0) return [{ flavour: "lean", target: ownTarget(), output: join("dist", "qa-rig") }];
  const lean = targets.map((target): Wish => ({ flavour: "lean", target, output: join("dist", `qa-rig-${target}`) }));
  return [...lean, ...full];
}

function ownTarget(): Target {
  const own = TARGETS.find((target) => target === Deno.build.target);
  if (own === undefined) {
    throw new Error(`Cannot compile for "${Deno.build.target}": expected one of ${TARGETS.join(", ")}`);
  }
  return own;
}

async function writeSbom({ packages, commit, time }: Bundle): Promise<void> {
  const options = { commit, timestamp: new Date(time * 1_000).toISOString(), deno: await runtimeVersion() };
  await Deno.writeTextFile(join("dist", "qa-rig.cdx.json"), sbomText(packages, options));
}

async function make({ flavour, target, output }: Wish): Promise<boolean> {
  const file = await compileTarget(target, output);
  if (file === null) return false;
  if (target.includes("linux")) await ignoreTemporary(file);
  if (flavour === "full") await attachChromium(file);
  const bytes = await Deno.readFile(file);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  await Deno.writeTextFile(`${file}.sha256`, `${digest}  ${file.replace(/^dist./, "")}\n`);
  console.log(await describeRoom(file));
  return true;
}
