import { join, resolve } from "node:path";
import { UsageError } from "../errors.ts";
import type { Host } from "../host.ts";
import { didYouMean } from "../near_names.ts";
import { eventsJsonl } from "../report/events_jsonl.ts";
import { lastWords } from "../report/last_words.ts";
import {
  isReporterName,
  makeReporter,
  type NamedReporter,
  reporterFile,
  type ReporterName,
  REPORTERS,
} from "../report/mod.ts";
import { reportJson } from "../report/report_json.ts";
import { makeStyle } from "../report/style.ts";
import type { Reporter } from "../run/event.ts";
import { usesColor } from "./uses_color.ts";
import type { Options } from "./options.ts";
import { isStandardOutput } from "./output_path.ts";
import { shownPath } from "./shown_path.ts";
import { verboseReporter } from "./verbose_reporter.ts";

/** The reporter that keeps `report.json`: when it fails, the run is broken. */
export const REPORT_JSON = "report.json";

interface Choice {
  readonly name: ReporterName;
  /** Absolute; `null` is standard output. */
  readonly file: string | null;
}

/** The reporters of a run: `report.json` and `events.jsonl`, which are always written, and those of `--reporter`. */
export function chooseReporters(options: Options, host: Host): readonly NamedReporter[] {
  const outputFolder = resolve(host.cwd, options.outputDir);
  const choices = options.reporter.flatMap((text) => readChoice(text, { host, outputFolder }));
  const taken = choices.filter(({ name, file }) => file === null && REPORTERS[name].kind === "report");
  if (taken.length > 1) {
    const names = taken.map(({ name }) => `"${name}"`).join(" and ");
    throw new UsageError(`Cannot write ${names} to standard output: expected one report there`, {
      hint: "name a file: --reporter NAME=FILE",
    });
  }
  const quietStdout = taken.length > 0;
  const kept = noticedReporter(reportJson(host, outputFolder));
  const shows = choices.some(({ name, file }) => file === null && SHOWS_FAILURES.includes(name));
  const output = quietStdout ? host.stderr : host.stdout;
  const style = makeStyle(usesColor(output, host.env, options.color));
  return [
    // First, because what a report tells must stand in the events: a run may be killed between the two.
    { name: "events.jsonl", report: eventsJsonl(host, outputFolder), file: join(outputFolder, "events.jsonl") },
    { name: REPORT_JSON, report: kept.report, file: join(outputFolder, REPORT_JSON) },
    ...options.verbose ? [{ name: "verbose", report: verboseReporter(host.stderr) }] : [],
    ...choices.map((choice) => makeChoice(choice, options, { host, outputFolder, quietStdout, kept })),
    // What stands in no file must stand on the screen.
    ...shows ? [] : [{ name: "last words", report: lastWords({ output, style, isNeeded: kept.failed }) }],
  ];
}

/** Reporters whose output tells of every flow that did not pass. */
const SHOWS_FAILURES: readonly ReporterName[] = ["list", "line", "dot"];

/** A reporter that can be asked whether it failed. */
interface NoticedReporter {
  readonly report: Reporter;
  readonly failed: () => boolean;
}

function noticedReporter(reporter: Reporter): NoticedReporter {
  let failed = false;
  const report: Reporter = async (event) => {
    try {
      await reporter(event);
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  return { report, failed: () => failed };
}

interface Surroundings {
  readonly host: Host;
  readonly outputFolder: string;
}

/** Nothing for `json` and `jsonl` without a file, because the output folder has them anyway. */
function readChoice(text: string, { host, outputFolder }: Surroundings): readonly Choice[] {
  const { name = "", file = null } = /^(?<name>[^=]*)(?:=(?<file>.+))?$/s.exec(text)?.groups ?? {};
  if (!isReporterName(name)) {
    const names = Object.keys(REPORTERS);
    throw new UsageError(`Cannot read option "--reporter": found "${text}", expected one of ${names.join(", ")}`, {
      hint: didYouMean(name, names),
    });
  }
  if (file === null && (name === "json" || name === "jsonl")) return [];
  const path = file === null ? null : isStandardOutput(file) ? "-" : resolve(host.cwd, file);
  return [{ name, file: reporterFile(name, path, outputFolder) }];
}

/** What the reporters of a run share. */
interface Company extends Surroundings {
  readonly quietStdout: boolean;
  /** The one that keeps `report.json`. */
  readonly kept: NoticedReporter;
}

function makeChoice(
  { name, file }: Choice,
  options: Options,
  { host, outputFolder, quietStdout, kept }: Company,
): NamedReporter {
  const output = quietStdout && REPORTERS[name].kind === "progress" ? host.stderr : host.stdout;
  const summary = host.env.get("GITHUB_STEP_SUMMARY");
  const report = makeReporter(name, file, {
    host,
    output,
    color: usesColor(output, host.env, options.color),
    quiet: options.quiet,
    warned: file === null,
    outputFolder,
    reportPath: () => kept.failed() ? null : shownPath(host.cwd, join(outputFolder, "report.json")),
    stepSummaryPath: summary === undefined ? null : resolve(host.cwd, summary),
  });
  return { name, report, ...file === null ? {} : { file } };
}
