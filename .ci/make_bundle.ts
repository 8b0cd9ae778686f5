import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { CHROMIUM_VERSION } from "../lib/browser/chromium_archives.ts";
import { checkRequires } from "./check_requires.ts";
import { type EmbeddedPackage, embeddedPackages } from "./embedded_packages.ts";
import { licensesText } from "./licenses_text.ts";
import { mergeChunks } from "./merge_chunks.ts";
import { minify } from "./minify.ts";
import { packPlaywright } from "./pack_playwright.ts";
import { packTexts } from "./pack_texts.ts";
import { outputOf } from "./run_command.ts";

/** The two executables: `full` has Chromium inside. */
export type Flavour = "lean" | "full";

/** Where the packages are laid out: a path in the bundle must not tell where the machine keeps them. */
export const PACKAGES = "dist/packages";

/** What is compiled: our own code in few files, Playwright as it is, the licences. */
export const BUNDLE = "dist/bundle";

/** The file of the bundle with the licences of all that it holds. */
export const LICENSES = "licenses.txt.gz";

/** Playwright breaks when it is bundled. */
const EXTERNAL = ["playwright", "playwright/test", "playwright-core"];

/** What an executable holds and what it was made from. */
export interface Bundle {
  readonly packages: readonly EmbeddedPackage[];
  readonly commit: string;
  /** Of the commit, in seconds. */
  readonly time: number;
}

/** Makes the bundle of a flavour, always the same for the same sources. */
export async function makeBundle(flavour: Flavour): Promise<Bundle> {
  await Deno.remove(BUNDLE, { recursive: true }).catch(() => {});
  await layOutPackages();
  const external = EXTERNAL.flatMap((name) => ["--external", name]);
  const options = ["--platform", "deno", "--code-splitting", ...external, "--outdir", BUNDLE];
  const config = ["--config", join(PACKAGES, "deno.json"), "--node-modules-dir=auto"];
  await outputOf(Deno.execPath(), ["bundle", "--quiet", ...config, ...options, "main.ts"]);
  const imports = await packPlaywright(join(PACKAGES, "node_modules"), BUNDLE);
  await Deno.writeTextFile(join(BUNDLE, "deno.json"), JSON.stringify({ imports }));
  const packages = await embeddedPackages();
  await Deno.writeFile(join(BUNDLE, LICENSES), gzipSync(licensesText(packages, flavour), { level: 9 }));
  await mergeChunks(BUNDLE);
  await packTexts(BUNDLE);
  await minify(BUNDLE);
  await checkRequires(BUNDLE);
  const commit = await outputOf("git", ["rev-parse", "--short=12", "HEAD"]);
  await bake({ QA_RIG_BUILD_COMMIT: commit, QA_RIG_BUILD_CHROMIUM: flavour === "full" ? CHROMIUM_VERSION : "" });
  const time = Number(await outputOf("git", ["log", "-1", "--format=%ct"]));
  await setTimes(BUNDLE, time);
  return { packages, commit, time };
}

async function layOutPackages(): Promise<void> {
  await Deno.mkdir(PACKAGES, { recursive: true });
  for (const name of ["deno.json", "deno.lock"]) await Deno.copyFile(name, join(PACKAGES, name));
}

/** Writes values over the texts that stand for them in `lib/cli/build.ts`. */
async function bake(values: Readonly<Record<string, string>>): Promise<void> {
  for await (const { name } of Deno.readDir(BUNDLE)) {
    if (!name.endsWith(".js")) continue;
    const path = join(BUNDLE, name);
    const before = await Deno.readTextFile(path);
    const after = Object.entries(values).reduce((text, [from, to]) => text.replaceAll(from, to), before);
    if (after !== before) await Deno.writeTextFile(path, after);
  }
}

/** Newer versions of Deno keep the time of every file that they embed. */
async function setTimes(folder: string, time: number): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) await setTimes(path, time);
    await Deno.utime(path, time, time);
  }
}
