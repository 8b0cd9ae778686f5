import { startOfSection } from "../lib/browser/archive_block.ts";

/** As the standard library of Rust holds it: between other texts, without a quote or a NUL beside it. */
const OWN_NAME = /(?<![\0"_])TMPDIR(?![\0"])/g;

/** Of the same length; no variable can have such a name. */
const NOBODYS_NAME = "=TMPDI";

/**
 * Lets the runtime of an executable for Linux start whatever TMPDIR is. It makes a URL of it for the files that it holds,
 * though it writes nothing there, so a relative one ended every command with a stack trace and 1, the code of a failed flow.
 * Throws when the name is not there once: the program's own code reads the variable by its own text, behind the runtime.
 */
export async function ignoreTemporary(file: string): Promise<void> {
  const program = await Deno.readFile(file);
  const end = startOfSection(program.subarray(-16), program.length);
  const places = [...new TextDecoder("latin1").decode(program.subarray(0, end)).matchAll(OWN_NAME)];
  const [place] = places;
  if (place === undefined || places.length > 1) {
    throw new Error(`Cannot make "${file}": found TMPDIR ${places.length} times in the runtime, expected it once`);
  }
  program.set(new TextEncoder().encode(NOBODYS_NAME), place.index);
  await Deno.writeFile(file, program, { mode: 0o755 });
}
