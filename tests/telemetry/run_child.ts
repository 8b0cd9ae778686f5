import { fileURLToPath } from "node:url";

/** How a child ended. */
export interface ChildResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const CHILD = new URL("./child_run.ts", import.meta.url);
const CONFIG = new URL("../../deno.json", import.meta.url);
const LOCK = new URL("../../deno.lock", import.meta.url);

/** Runs `child_run.ts` in a process of its own, with other packages in the place of some. */
export async function runChild(
  variables: Readonly<Record<string, string>>,
  packages: Readonly<Record<string, string>> = {},
): Promise<ChildResult> {
  const folder = await Deno.makeTempDir({ prefix: "qa-rig-child-" });
  const { imports } = JSON.parse(await Deno.readTextFile(CONFIG));
  await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify({ imports: { ...imports, ...packages } }));
  // A copy of the lock file names the versions that are cached; without one, the registry would be asked.
  await Deno.copyFile(LOCK, `${folder}/deno.lock`);
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-prompt", "--quiet", "--cached-only", "--config", `${folder}/deno.json`],
      ...["--allow-read", "--allow-net=127.0.0.1", "--allow-env", "--allow-sys", fileURLToPath(CHILD)],
    ],
    env: { ...variables, NO_COLOR: "1" },
    stdin: "null",
  }).output();
  await Deno.remove(folder, { recursive: true });
  const text = new TextDecoder();
  return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
}
