import { join } from "node:path";
import type { Reporter } from "../run/event.ts";
import { ctrf } from "./ctrf.ts";
import { dot } from "./dot.ts";
import { fileReport, streamReport } from "./file_report.ts";
import { github } from "./github.ts";
import { html } from "./html.ts";
import { intoFile } from "./into_file.ts";
import { json } from "./json.ts";
import { jsonl } from "./jsonl.ts";
import { junit } from "./junit.ts";
import { line } from "./line.ts";
import { list } from "./list.ts";
import { none } from "./none.ts";
import type { FileReporter, LiveReporter, ReporterSetup } from "./reporter_setup.ts";
import { tap } from "./tap.ts";

export type { FileReporter, LiveReporter, RenderPlace, ReporterSetup } from "./reporter_setup.ts";
export { fanOut, type NamedReporter } from "./fan_out.ts";

/** Every reporter of `--reporter`, by name. */
export const REPORTERS = { list, line, dot, json, jsonl, junit, html, ctrf, tap, github, none } as const;

/** A name of `REPORTERS`. */
export type ReporterName = keyof typeof REPORTERS;

/** Whether a text names a reporter. */
export function isReporterName(text: string): text is ReporterName {
  return Object.hasOwn(REPORTERS, text);
}

/**
 * The file that `NAME[=FILE]` writes, absolute when `file` is; `null` is standard output. `file` is what stands behind
 * the `=`: `null` when nothing does, `-` for standard output.
 */
export function reporterFile(name: ReporterName, file: string | null, outputFolder: string): string | null {
  const { defaultFile } = REPORTERS[name];
  if (file === "-") return null;
  if (file !== null) return file;
  return defaultFile === null ? null : join(outputFolder, defaultFile);
}

/** A reporter that writes into `file`, or to the setup's output when that is `null`. */
export function makeReporter(name: ReporterName, file: string | null, setup: ReporterSetup): Reporter {
  const reporter: FileReporter | LiveReporter = REPORTERS[name];
  if ("render" in reporter) {
    return file === null ? streamReport(reporter, setup) : fileReport(reporter, file, setup);
  }
  if (file === null) return reporter.make(setup);
  return intoFile(setup.host.files, file, (output) => reporter.make({ ...setup, output, color: false }));
}
