import { join } from "node:path";
import { stop, transform } from "npm:esbuild@0.25.12";

/**
 * Makes every file of code in a folder short: a start of the program reads all of them, and a run parses most. Playwright's
 * files, which are the `.cjs`, keep their names, because it tells its errors by the names of their classes.
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
    else if (/\.c?js$/.test(name)) {
      await Deno.writeTextFile(path, await minified(await Deno.readTextFile(path), { isOwn: name.endsWith(".js") }));
    }
  }
}

async function minified(source: string, { isOwn }: { readonly isOwn: boolean }): Promise<string> {
  const { code } = await transform(source, {
    minifyWhitespace: true,
    minifySyntax: true,
    minifyIdentifiers: isOwn,
    target: "esnext",
    platform: "node",
    // Their texts are in what --licenses prints.
    legalComments: "none",
  });
  return code;
}
