import type { FileSystem } from "../host.ts";
import type { Reporter } from "../run/event.ts";
import { type FlowResult, NO_TRACE_ID, type RunResult, type Warning } from "../run/result.ts";
import { formatDuration } from "../duration.ts";
import { escapeControl } from "./escape_control.ts";
import { escapeMarkup } from "./escape_markup.ts";
import { cutText } from "./fit_text.ts";
import { failureText } from "./failure_text.ts";
import { flowTitles } from "./flow_titles.ts";
import { RunReducer } from "./reduce_events.ts";
import type { LiveReporter, ReporterSetup } from "./reporter_setup.ts";
import { summaryText } from "./summary_line.ts";
import { textStart } from "../text_start.ts";

/** Annotations and a step summary for GitHub Actions. */
export const github: LiveReporter = {
  summary: "annotations and a step summary for GitHub Actions",
  defaultFile: null,
  kind: "progress",
  make: githubReporter,
};

/** GitHub drops a summary of more than 1 MiB, so only so much is told. */
const FAILURES_TOLD = 50;
const FAILURE_CHARACTERS = 4_000;
const FLOWS_TOLD = 500;
const CELL_COLUMNS = 200;

function githubReporter({ host, output, stepSummaryPath }: ReporterSetup): Reporter {
  const reducer = new RunReducer();
  let isEnded = false;
  return async (event) => {
    reducer.apply(event);
    const write = async (lines: readonly string[], summary: string) => {
      output.write(lines.map((line) => `${line}\n`).join(""));
      if (stepSummaryPath !== null) await append(host.files, stepSummaryPath, summary);
    };
    // Telemetry has its last words after the summary.
    if (isEnded && event.type === "warning") {
      await write([runWarning(event.warning)], `${warningLine(event.warning)}\n`);
    }
    if (event.type !== "run_ended") return;
    isEnded = true;
    const run = reducer.result();
    await write([...run.warnings.map(runWarning), ...annotations(run)], stepSummary(run));
  };
}

/** Other steps of the job write into the same file. */
async function append(files: FileSystem, path: string, text: string): Promise<void> {
  using file = await files.openAppend(path);
  file.write(text);
}

function annotations(run: RunResult): readonly string[] {
  const titles = flowTitles(run.flows);
  return run.flows.flatMap((flow) => {
    const title = titles.get(flow.id) ?? flow.flow;
    if (flow.status === "flaky") return [command("warning", flow, { title, text: "Passed at a later attempt" })];
    return flow.passed || flow.status === "skipped" ? [] : [command("error", flow, { title, text: failureText(flow) })];
  });
}

function runWarning({ message }: Warning): string {
  return `::warning title=qa-rig::${escapeData(message)}`;
}

function warningLine({ message }: Warning): string {
  return `- warning: ${cell(message)}`;
}

interface Annotation {
  readonly title: string;
  readonly text: string;
}

/** A workflow command: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function command(level: "error" | "warning", flow: FlowResult, { title, text }: Annotation): string {
  const at = flow.error?.at ?? null;
  const facts = at === null ? { file: flow.spec_path, title } : { file: at.file, line: at.line, col: at.column, title };
  const properties = Object.entries(facts).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${level} ${properties.join(",")}::${escapeData(text)}`;
}

function escapeData(text: string): string {
  return escapeControl(text, "\n").replaceAll("%", "%25").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function stepSummary(run: RunResult): string {
  const titles = flowTitles(run.flows);
  const rows = run.flows.slice(0, FLOWS_TOLD).map((flow) => tableRow(flow, titles.get(flow.id) ?? flow.flow));
  const failed = run.flows.filter(({ passed, status }) => !passed && status !== "skipped");
  return [
    `### ${summaryText(run)} in ${formatDuration(run.duration_ms)}`,
    "",
    "| status | flow | file | duration | trace |",
    "| --- | --- | --- | --: | --- |",
    ...rows,
    "",
    ...more(run.flows.length - FLOWS_TOLD, "flows"),
    ...failed.slice(0, FAILURES_TOLD).flatMap((flow) => details(flow, titles.get(flow.id) ?? flow.flow)),
    ...more(failed.length - FAILURES_TOLD, "failures"),
    ...warningsOf(run),
    "",
  ].join("\n");
}

/** Of the run, and of its flows. */
function warningsOf(run: RunResult): readonly string[] {
  const warnings = [...run.warnings, ...run.flows.flatMap((flow) => flow.warnings)];
  return [...warnings.slice(0, FAILURES_TOLD).map(warningLine), ...more(warnings.length - FAILURES_TOLD, "warnings")];
}

function tableRow(flow: FlowResult, title: string): string {
  const trace = flow.trace_id === NO_TRACE_ID ? "" : `\`${flow.trace_id}\``;
  return `| ${[flow.status, cell(title), cell(flow.spec_path), formatDuration(flow.duration_ms), trace].join(" | ")} |`;
}

function more(count: number, what: string): readonly string[] {
  return count > 0 ? [`${count} more ${what} are in the report.`, ""] : [];
}

function details(flow: FlowResult, title: string): readonly string[] {
  const text = textStart(failureText(flow), FAILURE_CHARACTERS);
  return [
    `<details><summary>${escapeMarkup(cutText(title, CELL_COLUMNS))}</summary>`,
    "",
    `<pre>${escapeMarkup(text)}</pre>`,
    "",
    "</details>",
    "",
  ];
}

/** Text in a cell of a table: every ASCII punctuation mark may be escaped (CommonMark 2.4). */
function cell(text: string): string {
  return cutText(escapeControl(text), CELL_COLUMNS).replace(/[!-/:-@[-`{-~]/g, "\\$&");
}
