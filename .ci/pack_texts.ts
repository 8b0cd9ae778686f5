import { join } from "node:path";
import { deflateRawSync } from "node:zlib";

/** Modules that are one long text, as the bundler names them; few runs need them. */
const TEXTS = ["axe.min"];

/** Packs these modules: a start reads the whole executable, and each MB costs it a millisecond. */
export async function packTexts(folder: string): Promise<void> {
  const names = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
  for (const text of TEXTS) {
    const [name, ...others] = names.filter((one) => one.startsWith(`${text}-`));
    if (name === undefined || others.length > 0) throw new Error(`Cannot pack "${text}": expected one module of it`);
    await Deno.writeTextFile(join(folder, name), packed(await textOf(join(folder, name))));
  }
}

async function textOf(path: string): Promise<string> {
  // The bundler lets every module load its helpers, also those that use none.
  const source = (await Deno.readTextFile(path)).replaceAll(/^import "[^"]*";$/gm, "");
  const { default: text } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  if (typeof text !== "string") throw new Error(`Cannot pack "${path}": found ${typeof text}, expected a text`);
  return text;
}

function packed(text: string): string {
  return `import { Buffer } from "node:buffer";
import { inflateRawSync } from "node:zlib";
export default inflateRawSync(Buffer.from("${
    deflateRawSync(text, { level: 9 }).toString("base64")
  }", "base64")).toString();
`;
}
