import { join } from "node:path";
import { build, stop } from "npm:esbuild@0.25.12";

/** The files that a start, a look at flow files, and a run load: each becomes one file, the later without the earlier. */
const GROUPS: readonly { readonly name: string; readonly entries: readonly string[] }[] = [
  { name: "main.js", entries: ["main"] },
  { name: "flows.js", entries: ["plan", "run"] },
  { name: "run.js", entries: ["run"] },
];

/** An import of a chunk as the bundler writes it; without names only its order counts. */
const IMPORT = /^import (?:\{([^}]*)\} from )?"\.\/([^"]+)";$/gm;
const EXPORT = /^export \{([^}]*)\};$/m;

/**
 * Makes few files of the many chunks that splitting gives: each file that a start loads costs it half a millisecond, which
 * for `--help` is a third of its time. A group holds what all its entries reach, so that it needs only earlier groups.
 */
export async function mergeChunks(folder: string): Promise<void> {
  const texts = await readTexts(folder);
  const taken = new Set<string>();
  for (const { name, entries } of GROUPS) {
    const reached = entries.map((entry) => reachedFrom(entryFile(texts, entry), texts));
    const members = [...reached[0] ?? []].filter((file) =>
      (file.startsWith("chunk-") || file === name) && !taken.has(file) && reached.every((files) => files.has(file))
    );
    members.forEach((file) => taken.add(file));
    await merge(folder, { name, members, texts });
  }
  await stop();
}

type Texts = Map<string, string>;

async function readTexts(folder: string): Promise<Texts> {
  const names = (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)).filter((name) =>
    name.endsWith(".js")
  );
  return new Map(
    await Promise.all(
      names.sort().map(async (name) => {
        return [name, await Deno.readTextFile(join(folder, name))] as const;
      }),
    ),
  );
}

function entryFile(texts: Texts, entry: string): string {
  const files = [...texts.keys()].filter((file) => file === `${entry}.js` || file.startsWith(`${entry}-`));
  const [file] = files;
  if (file === undefined || files.length > 1) {
    throw new Error(`Cannot merge chunks: found ${files.length} files of "${entry}", expected 1`);
  }
  return file;
}

/** The files that loading one loads, in the order in which they run. */
function reachedFrom(file: string, texts: Texts, reached = new Set<string>()): ReadonlySet<string> {
  if (reached.has(file)) return reached;
  for (const [, , imported = ""] of (texts.get(file) ?? "").matchAll(IMPORT)) reachedFrom(imported, texts, reached);
  return reached.add(file);
}

interface Group {
  readonly name: string;
  readonly members: readonly string[];
  readonly texts: Texts;
}

/** Two members may export one name, so each gets the number of its member. */
async function merge(folder: string, { name, members, texts }: Group): Promise<void> {
  const lines = members.map((file, index) => {
    const names = exportsOf(texts.get(file) ?? "").map((exported) => `${exported} as ${exported}$${index}`);
    return `export { ${names.join(", ")} } from "./${file}";`;
  });
  const others = [...texts.keys()].filter((file) => !members.includes(file)).map((file) => `./${file}`);
  const { outputFiles } = await build({
    stdin: { contents: lines.join("\n"), resolveDir: folder },
    bundle: true,
    write: false,
    format: "esm",
    target: "esnext",
    external: [...others, "node:*", "playwright", "playwright/test"],
  });
  for (const file of members) texts.delete(file);
  await Promise.all(members.map((file) => Deno.remove(join(folder, file))));
  texts.set(name, outputFiles[0]?.text ?? "");
  for (const [file, text] of texts) {
    const changed = text.replaceAll(IMPORT, (line, names: string | undefined, imported: string) => {
      const index = members.indexOf(imported);
      return index === -1 ? line : importLine(name, namesWithNumber(names, index));
    });
    texts.set(file, changed);
    await Deno.writeTextFile(join(folder, file), changed);
  }
}

function importLine(file: string, names: string | undefined): string {
  return names === undefined ? `import "./${file}";` : `import { ${names} } from "./${file}";`;
}

function namesWithNumber(names: string | undefined, index: number): string | undefined {
  return names?.split(",").map((item) => {
    const [exported = "", local = exported] = item.trim().split(" as ");
    return `${exported}$${index} as ${local}`;
  }).join(", ");
}

function exportsOf(text: string): readonly string[] {
  const names = EXPORT.exec(text)?.[1]?.split(",").map((item) => item.trim().split(" as ").at(-1) ?? "");
  return names?.filter((name) => name !== "") ?? [];
}
