import type { Host, Output } from "../host.ts";
import type { RunResult } from "../run/result.ts";
import type { Reporter } from "../run/event.ts";

/** What a reporter may know of its surroundings. */
export interface ReporterSetup {
  readonly host: Host;
  /** Where a reporter without a file writes. */
  readonly output: Output;
  readonly color: boolean;
  /** Only failures and the summary. */
  readonly quiet: boolean;
  /** Absolute. */
  readonly outputFolder: string;
  /** Whether standard error has the warnings of the run already. */
  readonly warned?: boolean;
  /** The path of `report.json` as the last line shows it; `null` where there is none, such as on a full disk. */
  readonly reportPath: () => string | null;
  /** The file that `GITHUB_STEP_SUMMARY` names. */
  readonly stepSummaryPath: string | null;
}

/** Where a file report stands. */
export interface RenderPlace {
  /** Leads from the report's folder to the output folder, which the paths of artifacts are relative to; "" or ends with `/`. */
  readonly artifactsFrom: string;
}

/** What every reporter says of itself; choices, help and documents are made from this. */
interface ReporterFacts {
  readonly summary: string;
  /** In the output folder, when no file is named; `null` is standard output. */
  readonly defaultFile: string | null;
  /** `report`: what it writes is for a program, so nothing else may go to the same stream. */
  readonly kind: "progress" | "report";
}

/** A reporter that is a pure function of the whole report. */
export interface FileReporter extends ReporterFacts {
  render(result: RunResult, place: RenderPlace): string;
}

/** A reporter that writes while the run is on. */
export interface LiveReporter extends ReporterFacts {
  make(setup: ReporterSetup): Reporter;
}
