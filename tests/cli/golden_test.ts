import { join } from "node:path";
import { main } from "../../main.ts";
import { assertEquals } from "../assert.ts";
import { fakeHost, inFolder } from "../fake_host.ts";

/**
 * Each folder of tests/cli/golden/ is a case: `args.txt` (one argument a line), perhaps `env.txt` and `stdin.txt`, and what
 * the program writes: `stdout.txt`, `stderr.txt` (absent when empty) and `exit_code`. All other files stand in the working
 * folder. `UPDATE_GOLDEN=1 deno test … tests/cli/golden_test.ts` writes what it finds.
 */
const GOLDEN = join(import.meta.dirname ?? ".", "golden");
const UPDATE = Deno.env.get("UPDATE_GOLDEN") === "1";
const CONTROL_FILES = ["args.txt", "env.txt", "stdin.txt", "stdout.txt", "stderr.txt", "exit_code"];

interface Outcome {
  readonly "stdout.txt": string;
  readonly "stderr.txt": string;
  readonly "exit_code": string;
}

for (const name of await caseNames()) {
  Deno.test(`golden case ${name}`, async () => {
    const files = await readFiles(join(GOLDEN, name), "");
    const outcome = await runCase(files);
    if (UPDATE) return await writeOutcome(join(GOLDEN, name), outcome);
    const { "stdout.txt": stdout = "", "stderr.txt": stderr = "", exit_code = "" } = files;
    assertEquals(outcome, { "stdout.txt": stdout, "stderr.txt": stderr, exit_code });
  });
}

Deno.test("every golden case that fails prints one error or problem at least, and no stack trace", async () => {
  for (const name of await caseNames()) {
    const { "stdout.txt": stdout = "", "stderr.txt": stderr = "", exit_code = "" } = await readFiles(
      join(GOLDEN, name),
      "",
    );
    const printed = stdout + stderr;
    assertEquals([name, /^\s+at .*:\d+:\d+\)?$/m.test(printed)], [name, false]);
    if (exit_code.trim() !== "0") assertEquals([name, /error:|"problems"/.test(printed)], [name, true]);
  }
});

async function runCase(files: Readonly<Record<string, string>>): Promise<Outcome> {
  const own = Object.fromEntries(Object.entries(files).filter(([path]) => !CONTROL_FILES.includes(path)));
  return await inFolder(own, async (cwd) => {
    const args = linesOf(files["args.txt"] ?? "");
    const env = Object.fromEntries(
      linesOf(files["env.txt"] ?? "").map((line) => {
        const end = line.indexOf("=");
        return [line.slice(0, end), line.slice(end + 1)];
      }),
    );
    const host = fakeHost({ args, env, cwd, stdin: files["stdin.txt"] ?? "" });
    const code = await main(host);
    const stable = (text: string) => text.replaceAll(cwd, "FOLDER");
    return {
      "stdout.txt": stable(host.written.stdout),
      "stderr.txt": stable(host.written.stderr),
      "exit_code": `${code}\n`,
    };
  });
}

function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line !== "");
}

async function caseNames(): Promise<readonly string[]> {
  const entries = await Array.fromAsync(Deno.readDir(GOLDEN));
  return entries.filter(({ isDirectory }) => isDirectory).map(({ name }) => name).sort();
}

async function readFiles(folder: string, prefix: string): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {};
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) Object.assign(files, await readFiles(join(folder, name), `${prefix}${name}/`));
    else files[prefix + name] = await Deno.readTextFile(join(folder, name));
  }
  return files;
}

async function writeOutcome(folder: string, outcome: Outcome): Promise<void> {
  for (const [name, text] of Object.entries(outcome)) {
    if (text !== "") await Deno.writeTextFile(join(folder, name), text);
    else await Deno.remove(join(folder, name)).catch(() => {});
  }
}
