import { resolve as resolvePath } from "node:path";
import { UsageError } from "../../errors.ts";
import { EXIT_CODES, type ExitCode } from "../../exit_code.ts";
import type { Host } from "../../host.ts";
import { html } from "../../report/html.ts";
import type { Invocation } from "../command.ts";
import { isInteractive } from "../uses_color.ts";
import { shownPath } from "../shown_path.ts";
import { checkStays } from "../output_path.ts";
import { readArgument } from "../read_argument.ts";
import { writeOutput } from "../write_output.ts";
import { givenReport, namedFolders, onlyFile, type ReportFile } from "./given_report.ts";

/** The program of each system that opens a file as a double click does; the path follows. */
const OPENERS: { readonly [os in Host["system"]["os"]]: readonly [program: string, ...args: string[]] | null } = {
  linux: ["xdg-open"],
  darwin: ["open"],
  windows: ["explorer.exe"],
  other: null,
};

/** How long an opener is waited for, in milliseconds. */
const OPENER_MS = 5_000;

/** Opens the report for people, which is made first where there is none, or an older one; prints its path in any case. */
export async function open(invocation: Invocation, host: Host): Promise<ExitCode> {
  const given = await onlyFile(invocation, "report.json", host);
  const path = await htmlFile({ ...given, named: namedFolders(invocation, given) }, host);
  if (isInteractive(host.stdout, host.env)) await openFile(path, host);
  host.stdout.write(`${shownPath(host.cwd, path)}\n`);
  return EXIT_CODES.passed.code;
}

/** The page beside the report, with its name; made where there is none, or an older one. */
async function htmlFile(
  { file, folder, named }: ReportFile & { readonly named: readonly string[] },
  host: Host,
): Promise<string> {
  if (file === "-") {
    throw new UsageError("Cannot open a report from standard input: expected a file", {
      hint: "write: qa-rig report convert - --to html -o report.html",
    });
  }
  const source = resolvePath(host.cwd, file);
  if (file.endsWith(".html")) {
    await readArgument(file, host);
    return source;
  }
  const path = `${source.replace(/\.json$/, "")}.html`;
  await checkStays(path, { named, hint: "name a file: qa-rig report convert --to html -o FILE" }, host);
  const [made, read] = [await host.files.info(path), await host.files.info(source)];
  if (made?.isFile && read !== null && made.modifiedMs >= read.modifiedMs) return path;
  const { run } = await givenReport({ file, folder }, host);
  await writeOutput(html.render(run, { artifactsFrom: "" }), path, host);
  return path;
}

/** Where nothing opens it, the path that is printed is enough; a browser that stays in the foreground is left alone. */
async function openFile(path: string, { system, run }: Host): Promise<void> {
  const opener = OPENERS[system.os];
  if (opener === null) return;
  const [program, ...args] = opener;
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, OPENER_MS);
  await Promise.race([run(program, { args: [...args, path] }).catch(() => null), late]);
  clearTimeout(timer);
}
