import { formatDuration } from "../duration.ts";
import type { RunResult } from "../run/result.ts";
import { escapeControl } from "./escape_control.ts";
import type { Style } from "./style.ts";

/** Where the path of the report begins in the last line. */
const PATH_COLUMN = 49;

/** The end of a run: `1 of 3 flows failed in 6.1 s                     report: qa-rig-report/report.json`, or two lines. */
export function summaryLine(run: RunResult, style: Style, reportPath: string | null): string {
  const text = `${summaryText(run)} in ${formatDuration(run.duration_ms)}`;
  const mark = run.status === "passed" ? style.good : style.bad;
  if (reportPath === null) return mark(text);
  const path = `report: ${escapeControl(reportPath)}`;
  if (text.length >= PATH_COLUMN) return `${mark(text)}\n${path}`;
  return `${mark(text)}${" ".repeat(PATH_COLUMN - text.length)}${path}`;
}

/** How many flows ended how, the worst first: `1 of 3 flows failed, 1 flaky`. */
export function summaryText(run: RunResult): string {
  const [worst, ...others] = [
    { count: run.flows_failed, words: "failed" },
    { count: run.flows_broken, words: "could not start" },
    { count: run.flows_interrupted, words: "interrupted" },
    { count: run.flows_passed, words: "passed" },
    { count: run.flows_flaky, words: "flaky" },
    { count: run.flows_skipped, words: "skipped" },
  ].filter(({ count }) => count > 0);
  if (worst === undefined) return "0 flows ran";
  const flows = run.flows_total === 1 ? "flow" : "flows";
  const all = worst.count === run.flows_total;
  const rest = others.filter(({ words }) => words !== "passed").map(({ count, words }) => `, ${count} ${words}`);
  const quarantined = run.flows.filter(({ passed, quarantine }) => !passed && quarantine !== null).length;
  const uncounted = quarantined === 0 ? "" : `, ${quarantined} in quarantine`;
  return `${worst.count} ${all ? "" : `of ${run.flows_total} `}${flows} ${worst.words}${rest.join("")}${uncounted}`;
}
