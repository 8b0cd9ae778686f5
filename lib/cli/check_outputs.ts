import { dirname, join, resolve } from "node:path";
import { UsageError } from "../errors.ts";
import type { Host } from "../host.ts";
import type { NamedReporter } from "../report/mod.ts";
import { shownPath } from "./shown_path.ts";
import { checkStays, checkWritable } from "./output_path.ts";
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
    if (dirname(file) === outputFolder) await checkStays(file, "remove the link, or name another --output-dir", host);
    else if (isChosenByRepository("reporter", settled)) {
      await checkStays(file, "name the file with --reporter, or remove the link", host);
    }
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
    await checkStays(folder, "when that is wanted, name the folder with --output-dir", host);
  }
}

/** Whether no person named it for this run: a link in a cloned repository decides as much as its `qa-rig.yaml` does. */
function isChosenByRepository(option: "output-dir" | "reporter", { sources }: SettledOptions): boolean {
  return sources[option] === "qa-rig.yaml" || sources[option] === "default";
}

async function checkStepSummary({ options }: SettledOptions, host: Host): Promise<void> {
  const path = host.env.get("GITHUB_STEP_SUMMARY");
  if (path === undefined || !options.reporter.some((text) => /^github(=|$)/.test(text))) return;
  await checkWritable(resolve(host.cwd, path), `the step summary into "${path}"`, host);
}

/** Two reports in one file are none, and a flow is no place for one. */
async function checkApart(
  reports: readonly ReportFile[],
  { specPaths }: RunOutputs,
  { files, cwd }: Host,
): Promise<void> {
  const taken = new Map<string, string>();
  for (const path of [...specPaths, CONFIG_FILE].filter((path) => path !== "-")) {
    taken.set(await files.leadsTo(resolve(cwd, path)), "the file");
  }
  for (const { name, file } of reports) {
    const info = await files.info(file);
    // A device takes as many as there are.
    if (info !== null && !info.isFile) continue;
    const [real, content] = [await files.leadsTo(file), SAME[name] ?? name];
    const other = taken.get(real);
    if (other !== undefined && other !== content) {
      const found = other === "the file" ? "found a file that the run reads" : `found the report "${other}" there`;
      throw new UsageError(`Cannot write report "${name}" into "${shownPath(cwd, file)}": ${found}`, {
        hint: "name another file",
      });
    }
    taken.set(real, content);
  }
}

/** Reporters that write the same as what is always written. */
const SAME: { readonly [name: string]: string } = { json: "report.json", jsonl: "events.jsonl" };
