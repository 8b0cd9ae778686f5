import { dirname, join, relative, resolve } from "node:path";
import { UsageError } from "../../errors.ts";
import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import type { Host } from "../../host.ts";
import type { Invocation } from "../command.ts";
import { checkStays, checkWritable } from "../output_path.ts";
import { DEMO_PORT, FIRST_FLOW, IGNORED, type StarterFile, starterFiles } from "../init/starter_files.ts";

/** Writes the files of a new project into a folder, the working folder where none is named; never over one that is there. */
export async function init({ paths }: Invocation, host: Host): Promise<ExitCode> {
  const [path = ".", more] = paths;
  if (more !== undefined) {
    throw new UsageError(`Cannot begin a project in "${paths.join('" and "')}": expected one folder`);
  }
  const folder = resolve(host.cwd, path);
  const ignored = join(folder, ".gitignore");
  for (const file of starterFiles()) {
    await checkStays(dirname(join(folder, file.path)), { named: [folder], hint: "remove the link" }, host);
  }
  await checkIgnoreFile(ignored, host);
  const lines: string[] = [];
  for (const file of starterFiles()) lines.push(await writeNew(file, folder, host));
  lines.push(await ignore(ignored, host));
  host.stdout.write(`${lines.join("\n")}\n\n${guide(folder, host)}`);
  return EXIT_CODES.passed.code;
}

async function writeNew({ path, text }: StarterFile, folder: string, { files }: Host): Promise<string> {
  const target = join(folder, path);
  if (await files.kindOf(target) !== null) return `kept     ${path}, which was there`;
  await orFail(path, async () => {
    await files.makeFolder(dirname(target));
    await files.writeNew(target, text);
  });
  return `wrote    ${path}`;
}

/** What stands there is read and written again. */
async function checkIgnoreFile(path: string, host: Host): Promise<void> {
  if (await host.files.kindOf(path) === null) return;
  await checkStays(path, { named: [dirname(path)], hint: "remove the link" }, host);
  await checkWritable(path, '".gitignore"', host);
  const info = await host.files.info(path);
  if (info === null || info.isFile) return;
  throw new UsageError('Cannot write ".gitignore": found a device or a pipe, expected a file');
}

/** Adds the lines that are missing; what is there stays as it is. */
async function ignore(path: string, { files }: Host): Promise<string> {
  const text = await files.info(path) === null ? "" : await orFail(".gitignore", () => files.readText(path));
  const known = text.split(/\r?\n/).map((line) => line.trim());
  const missing = IGNORED.filter((line) => !known.includes(line) && !known.includes(line.replaceAll(/^\/|\/$/g, "")));
  if (missing.length === 0) return "kept     .gitignore, which has all it needs";
  const gap = text === "" || text.endsWith("\n") ? "" : "\n";
  await orFail(".gitignore", () => files.replace(path, `${text}${gap}${missing.join("\n")}\n`));
  return `${text === "" ? "wrote   " : "added to"} .gitignore: ${missing.join(", ")}`;
}

async function orFail<T>(path: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`Cannot write "${path}": ${reason}`, { cause });
  }
}

function guide(folder: string, { cwd }: Host): string {
  const below = relative(cwd, folder);
  const rows = [
    ...below === "" ? [] : [[/^[\w./-]+$/.test(below) ? `cd ${below}` : `cd "${below}"`, ""]],
    [`qa-rig demo --serve --port ${DEMO_PORT}`, "a site to try it on, in another terminal"],
    [`qa-rig run ${FIRST_FLOW}`, "the flow"],
  ];
  const lines = rows.map(([command = "", about]) => `  ${command.padEnd(35)} ${about}`.trimEnd());
  return `Next:\n${lines.join("\n")}\n`;
}
