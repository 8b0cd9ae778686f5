import { join } from "node:path";
import { BUNDLE, PACKAGES } from "./make_bundle.ts";

/** A package whose code is in the executable. */
export interface EmbeddedPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression. */
  readonly license: string;
  readonly homepage: string | null;
  /** As in the lock file: `sha512-` and base64. */
  readonly integrity: string | null;
  /** The texts of its licence and notice files by name. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Playwright is not bundled, so no path in the bundle names it. */
const UNBUNDLED = ["playwright", ".deno/node_modules/playwright-core"];

/** A path in a comment of the bundle: `node_modules/.deno/zod@4.6.7/node_modules/zod/v4/core/api.js`. */
const INSIDE = /node_modules\/\.deno\/[^/\s"]+\/node_modules\/(?:@[^/\s"]+\/)?[^/\s"]+/g;

/** The packages in the bundle that was just made, sorted by name. */
export async function embeddedPackages(): Promise<readonly EmbeddedPackage[]> {
  const folders = new Set(UNBUNDLED.map((name) => join(PACKAGES, "node_modules", name)));
  for await (const { name } of Deno.readDir(BUNDLE)) {
    if (!name.endsWith(".js")) continue;
    for (const [path] of (await Deno.readTextFile(join(BUNDLE, name))).matchAll(INSIDE)) {
      folders.add(join(PACKAGES, path));
    }
  }
  const { npm } = JSON.parse(await Deno.readTextFile(join(PACKAGES, "deno.lock")));
  const packages = await Promise.all([...folders].map((folder) => readPackage(folder, npm)));
  return packages.sort((one, other) => one.name < other.name ? -1 : 1);
}

async function readPackage(folder: string, locked: Record<string, { integrity?: string }>): Promise<EmbeddedPackage> {
  const { name, version, license, homepage } = JSON.parse(await Deno.readTextFile(join(folder, "package.json")));
  return {
    name,
    version,
    license: typeof license === "string" ? license : "NOASSERTION",
    homepage: typeof homepage === "string" ? homepage : null,
    integrity: locked[`${name}@${version}`]?.integrity ?? null,
    texts: await readTexts(folder),
  };
}

/** Playwright keeps the licences of what it holds itself in files of their own. */
async function readTexts(folder: string): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const below of ["", "lib"]) {
    const entries = await Array.fromAsync(Deno.readDir(join(folder, below))).catch(() => []);
    const files = entries.filter(({ name, isFile }) => isFile && /licen[sc]e|notice|copying/i.test(name));
    for (const { name } of files.sort((one, other) => one.name < other.name ? -1 : 1)) {
      texts[join(below, name).replaceAll("\\", "/")] = await Deno.readTextFile(join(folder, below, name));
    }
  }
  return texts;
}
