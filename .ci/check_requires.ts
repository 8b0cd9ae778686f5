import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";

/** Packages that Playwright loads for what no run does, or does without where they are missing. */
const ABSENT = [
  "bufferutil",
  "chromium-bidi/lib/cjs/bidiMapper/BidiMapper",
  "chromium-bidi/lib/cjs/cdp/CdpConnection",
  "electron",
  "electron/index.js",
  "utf-8-validate",
];

/**
 * Throws when a CommonJS file of a folder, minified, loads one that is not there: a file that was left out would be missed
 * only by the run that needs it.
 */
export async function checkRequires(folder: string): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) await checkRequires(path);
    else if (name.endsWith(".cjs")) await checkFile(path);
  }
}

async function checkFile(path: string): Promise<void> {
  for (const [call, specifier = ""] of (await Deno.readTextFile(path)).matchAll(/\brequire\(["']([^"']+)["']\)/g)) {
    if (isBuiltin(specifier) || ABSENT.includes(specifier)) continue;
    const target = specifier.startsWith(".") ? await Deno.stat(join(dirname(path), specifier)).catch(() => null) : null;
    if (target === null) throw new Error(`Cannot pack "${path}": found ${call}, expected a file that is packed`);
  }
}
