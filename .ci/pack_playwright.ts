import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { tolerateRefusedPaths } from "../lib/browser/tolerate_refused_paths.ts";
import { trimPlaywright } from "./trim_playwright.ts";

/** What the program imports, and the file that gives it. */
const ENTRIES = { "playwright": "playwright.js", "playwright/test": "playwright_test.js" } as const;

/**
 * Copies the files of Playwright that a run loads: a third of the package, the rest being its runner, viewers and types. As
 * `.cjs` they are CommonJS without a `package.json` that says so, and without the resolution of npm packages, which would
 * cost every start of the program 10 ms. Gives the import map for them.
 */
export async function packPlaywright(modules: string, bundle: string): Promise<Record<string, string>> {
  tolerateRefusedPaths();
  const require = createRequire(resolve(modules, "here.js"));
  const names = Object.keys(ENTRIES).map((entry) => [entry, exportsOf(require, entry)] as const);
  const files = loadedFiles(require);
  for (const [from, to] of files) await copy(from, { to: join(bundle, to), files });
  for (const [entry, exports] of names) {
    const target = files.get(require.resolve(entry)) ?? "";
    await Deno.writeTextFile(join(bundle, fileOf(entry)), wrapper(target, exports));
  }
  return Object.fromEntries(Object.keys(ENTRIES).map((entry) => [entry, `./${fileOf(entry)}`]));
}

function fileOf(entry: string): string {
  return ENTRIES[entry as keyof typeof ENTRIES];
}

type Require = ReturnType<typeof createRequire>;

function exportsOf(require: Require, entry: string): readonly string[] {
  return Object.keys(require(entry)).filter((name) => !name.startsWith("_")).sort();
}

/** The files that loading has touched, with the path that each gets: `playwright-core/lib/coreBundle.cjs`. */
function loadedFiles(require: Require): ReadonlyMap<string, string> {
  const loaded = Object.keys(require.cache).map((path): [string, string] => {
    const inside = path.replaceAll("\\", "/").split("/node_modules/").at(-1) ?? "";
    return [path, inside.replace(/\.js$/, ".cjs")];
  });
  return new Map(loaded.filter(([, inside]) => /^playwright(-core)?\//.test(inside)));
}

interface CopyOptions {
  readonly to: string;
  readonly files: ReadonlyMap<string, string>;
}

async function copy(from: string, { to, files }: CopyOptions): Promise<void> {
  const own = createRequire(from);
  const path = (files.get(from) ?? "").replace(/\.cjs$/, ".js");
  const trimmed = await trimPlaywright(path, await Deno.readTextFile(from));
  const text = trimmed.replaceAll(/\brequire\(["']([^"']+)["']\)/g, (call, specifier) => {
    const target = files.get(resolved(own, specifier));
    if (target === undefined) return call;
    const near = relative(dirname(path), target).replaceAll("\\", "/");
    return `require("${near.startsWith(".") ? near : `./${near}`}")`;
  });
  await Deno.mkdir(dirname(to), { recursive: true });
  await Deno.writeTextFile(to, text);
}

function resolved(require: Require, specifier: string): string {
  try {
    return require.resolve(specifier);
  } catch {
    return specifier;
  }
}

/** The names of a CommonJS module are known only when it has run; here they are written out. */
function wrapper(target: string, names: readonly string[]): string {
  const lines = names.map((name) => `export const ${name} = loaded[${JSON.stringify(name)}];`);
  return [
    'import { createRequire } from "node:module";',
    `const loaded = createRequire(import.meta.url)("./${target}");`,
    ...lines,
    "",
  ].join("\n");
}
