import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startDemoSite } from "../lib/demo/start_demo_site.ts";
import { realHost } from "../lib/host.ts";
import { assertEquals } from "./assert.ts";
import { inFolder } from "./fake_host.ts";
import { qaRig } from "./qa_rig.ts";
import { stableText } from "./stable_text.ts";

/**
 * Every folder of tests/golden with an `args.txt` is run through the program: one argument a line, `SITE` is the demo site. What it
 * prints and its exit code are compared with the files beside it. `UPDATE_GOLDEN=1` writes them anew, to be reviewed.
 */
const GOLDEN = fileURLToPath(new URL("./golden", import.meta.url));
const UPDATE = Deno.env.get("UPDATE_GOLDEN") === "1";

for (const { name } of [...Deno.readDirSync(GOLDEN)].sort((one, other) => one.name < other.name ? -1 : 1)) {
  const folder = join(GOLDEN, name);
  const args = await readOptional(join(folder, "args.txt"));
  if (args === null) continue;
  Deno.test({
    name: `qa-rig ends as in tests/golden/${name}`,
    // The browser's pipes are closed after the program has given its exit code.
    sanitizeOps: false,
    sanitizeResources: false,
    fn: () => checkCase(folder, args),
  });
}

async function checkCase(folder: string, args: string): Promise<void> {
  await using site = startDemoSite(realHost(), { port: 0 });
  const files = await filesBelow(folder);
  const ended = await inFolder(files, async (cwd) => {
    const given = args.trim().split("\n").map((arg) => arg.replaceAll("SITE", site.url).replaceAll("FOLDER", cwd));
    const { code, stdout, stderr } = await qaRig(given, { cwd, env: environmentOf(files["env.txt"] ?? "", cwd) });
    const stable = (text: string) => stableText(text, { [cwd]: "FOLDER", [site.url]: "SITE" });
    return { stdout: stable(stdout), stderr: stable(stderr), exit_code: `${code}\n` };
  });
  for (const [name, actual] of Object.entries(ended)) {
    const path = join(folder, name === "exit_code" ? name : `${name}.txt`);
    if (UPDATE) await Deno.writeTextFile(path, actual);
    else assertEquals(actual, await readOptional(path) ?? "", `${name} of ${folder}`);
  }
}

function environmentOf(text: string, cwd: string): Record<string, string> {
  const lines = text.split("\n").filter((line) => line.includes("="));
  return Object.fromEntries(lines.map((line): [string, string] => {
    const [name = "", ...value] = line.split("=");
    return [name, value.join("=").replaceAll("FOLDER", cwd)];
  }));
}

async function filesBelow(folder: string, prefix = ""): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for await (const { name, isFile } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isFile) files[prefix + name] = await Deno.readTextFile(path);
    else Object.assign(files, await filesBelow(path, `${prefix}${name}/`));
  }
  return files;
}

async function readOptional(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch {
    return null;
  }
}
