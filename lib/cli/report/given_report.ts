import { dirname, join, resolve } from "node:path";
import { UsageError } from "../../errors.ts";
import type { Host } from "../../host.ts";
import { readReport } from "../../report/read_report.ts";
import type { RunResult } from "../../run/result.ts";
import type { Invocation } from "../command.ts";
import { isChosenByRepository } from "../output_path.ts";
import { readArgument } from "../read_argument.ts";
import { shownPath } from "../shown_path.ts";

/** A file of a report: its path as people write it, and the folder that it stands in, absolute. */
export interface ReportFile {
  readonly file: string;
  readonly folder: string;
}

/** A report with the file that it stands in. */
export interface GivenReport extends ReportFile {
  readonly run: RunResult;
}

/** The only path that a subcommand takes, by default the output folder; `name` is the file that is meant in a folder. */
export async function onlyFile({ paths, options }: Invocation, name: string, host: Host): Promise<ReportFile> {
  const [path, more] = paths;
  if (more === undefined) return await reportFile(path ?? options.outputDir, name, host);
  throw new UsageError(`Cannot read one report: found "${paths.join('" and "')}", expected one path at most`);
}

/** The folder of `onlyFile()`, unless a repository chose it. */
export function namedFolders(invocation: Invocation, { folder }: ReportFile): readonly string[] {
  return invocation.paths.length === 0 && isChosenByRepository("output-dir", invocation) ? [] : [folder];
}

/** The report of the only path. */
export async function onlyReport(invocation: Invocation, host: Host): Promise<GivenReport> {
  return await givenReport(await onlyFile(invocation, "report.json", host), host);
}

/** The file behind a path, which may be a folder. */
export async function reportFile(path: string, name: string, host: Host): Promise<ReportFile> {
  if (path === "-") return { file: "-", folder: host.cwd };
  const absolute = resolve(host.cwd, path);
  const file = (await host.files.info(absolute))?.isFolder ? join(absolute, name) : absolute;
  return { file: shownPath(host.cwd, file), folder: dirname(file) };
}

/** Reads a report; throws `UsageError`. */
export async function givenReport({ file, folder }: ReportFile, host: Host): Promise<GivenReport> {
  return { file, folder, run: readReport(await readArgument(file, host), file) };
}
