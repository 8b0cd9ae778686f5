import { dirname, join, resolve } from "node:path";
import { UsageError } from "../errors.ts";
import type { Host } from "../host.ts";
import { isBelow } from "../plan/resolve_path.ts";
import type { NamedReporter } from "../report/mod.ts";
import { LOCK_NAME } from "../run/output_lock.ts";
import { shownPath } from "./shown_path.ts";
import { checkStays, checkWritable, isChosenByRepository } from "./output_path.ts";
import { CONFIG_FILE } from "./read_config.ts";
import type { SettledOptions } from "./settle_options.ts";

/** What a run is about to write, and what it reads. */
export interface RunOutputs {
  /** Absolute. */
  readonly outputFolder: string;
  readonly reporters: readonly NamedReporter[];
  /** Of the flows that are run. */
  readonly specPaths: readonly string[];
}

/** A report and its file, absolute. */
interface ReportFile {
  readonly name: string;
  readonly file: string;
}

/**
 * Makes sure, before anything runs, that every file of a run can be written where it is named, and that nothing else is
 * changed by that. Throws `UsageError`.
 */
export async function checkOutputs(outputs: RunOutputs, settled: SettledOptions, host: Host): Promise<void> {
  const { outputFolder, reporters } = outputs;
  await checkFolder(outputFolder, settled, host);
  const reports = reporters.flatMap(({ name, file }) => file === undefined ? [] : [{ name, file }]);
  const previous = { name: "report.previous.json", file: join(outputFolder, "report.previous.json") };
  for (const { name, file } of [...reports, previous]) {
    await checkWritable(file, `report "${name}" into "${shownPath(host.cwd, file)}"`, host);
  }
  for (const { file } of [...reports, previous, { file: join(outputFolder, "artifacts") }]) {
    const isInFolder = dirname(file) === outputFolder;
    if (!isInFolder && !isChosenByRepository("reporter", settled)) continue;
    const other = isInFolder ? "name another --output-dir" : "name the file with --reporter";
    // One that a repository chose is below the working folder by now.
    await checkStays(file, { named: [outputFolder], hint: `remove the link, or ${other}` }, host);
  }
  await checkStepSummary(settled, host);
  await checkApart(reports, outputs, host);
}

async function checkFolder(folder: string, settled: SettledOptions, host: Host): Promise<void> {
  const { files, cwd } = host;
  // The folder may be missing, but what stands there or above must be one.
  const refusal = (await files.info(folder))?.isFolder ? null : await files.refusalOf(join(folder, "report.json"));
  if (refusal !== null) {
    throw new UsageError(`Cannot write into folder "${shownPath(cwd, folder)}": ${refusal}`, {
      hint: "name another folder with --output-dir",
    });
  }
  if (isChosenByRepository("output-dir", settled)) {
    await checkStays(folder, { named: [], hint: "when that is wanted, name the folder with --output-dir" }, host);
  }
}

async function checkStepSummary({ options }: SettledOptions, host: Host): Promise<void> {
  const path = host.env.get("GITHUB_STEP_SUMMARY");
  if (path === undefined || !options.reporter.some((text) => /^github(=|$)/.test(text))) return;
  await checkWritable(resolve(host.cwd, path), `the step summary into "${path}"`, host);
}

/** Two reports in one file are none, and neither a flow nor a name that the run itself uses is a place for one. */
async function checkApart(
  reports: readonly ReportFile[],
  { outputFolder, specPaths }: RunOutputs,
  { files, cwd }: Host,
): Promise<void> {
  const taken = new Map<string, Taken>();
  for (const path of [...specPaths, CONFIG_FILE].filter((path) => path !== "-")) {
    taken.set(await files.leadsTo(resolve(cwd, path)), { what: "a file that the run reads" });
  }
  for (const name of ["artifacts", LOCK_NAME, "report.previous.json"]) {
    const what = "a name that the run itself uses";
    taken.set(await files.leadsTo(join(outputFolder, name)), { what, isShared: name === "artifacts" });
  }
  for (const { name, file } of reports) {
    const info = await files.info(file);
    // A device takes as many as there are.
    if (info !== null && !info.isFile) continue;
    const [real, content] = [await files.leadsTo(file), SAME[name] ?? name];
    const found = foundAt(real, content, taken);
    if (found !== null) {
      throw new UsageError(`Cannot write report "${name}" into "${shownPath(cwd, file)}": found ${found}`, {
        hint: "name another file",
      });
    }
    taken.set(real, { what: `the report "${content}" there`, content });
  }
}

/** What a path of a run is for. */
interface Taken {
  readonly what: string;
  /** Of a report. */
  readonly content?: string;
  /** A folder in which other files may stand. */
  readonly isShared?: boolean;
}

/** What a report would be in the way of, or the other way round: a file cannot be a folder as well. */
function foundAt(real: string, content: string, taken: ReadonlyMap<string, Taken>): string | null {
  const same = taken.get(real);
  if (same !== undefined) return same.content === content ? null : same.what;
  for (const [path, { what, isShared = false }] of taken) {
    if (isBelow(path, real) || (!isShared && isBelow(real, path))) return what;
  }
  return null;
}

/** Reporters that write the same as what is always written. */
const SAME: { readonly [name: string]: string } = { json: "report.json", jsonl: "events.jsonl" };
