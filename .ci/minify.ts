import { join } from "node:path";
import { stop, transform } from "npm:esbuild@0.25.12";

/**
 * Takes comments and white space out of every file of code in a folder: a start of the program reads all of them, and a run
 * parses most. Names stay, because Playwright sends functions to pages as text, and because stack traces need them.
 */
export async function minify(folder: string): Promise<void> {
  try {
    await minifyBelow(folder);
  } finally {
    await stop();
  }
}

async function minifyBelow(folder: string): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) await minifyBelow(path);
    else if (/\.c?js$/.test(name)) await Deno.writeTextFile(path, await minified(await Deno.readTextFile(path)));
  }
}

async function minified(source: string): Promise<string> {
  const { code } = await transform(source, {
    minifyWhitespace: true,
    minifySyntax: true,
    target: "esnext",
    platform: "node",
    // Their texts are in licenses.txt.
    legalComments: "none",
  });
  return code;
}
