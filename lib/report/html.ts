import { formatDuration } from "../duration.ts";
import { FLOW_STATUSES, type RunResult } from "../run/result.ts";
import { flowTitles } from "./flow_titles.ts";
import { htmlFlow, htmlLogin, traceOf } from "./html_flow.ts";
import { code, factList, htmlWarning } from "./html_step.ts";
import { filterRules, HTML_STYLE } from "./html_style.ts";
import { Markup, markup } from "./markup.ts";
import type { FileReporter, RenderPlace } from "./reporter_setup.ts";
import { summaryText } from "./summary_line.ts";

/** One file for people, without a script and without anything from elsewhere but the artifacts beside it. */
export const html: FileReporter = {
  summary: "one page for people, readable offline",
  defaultFile: "report.html",
  kind: "report",
  render: renderHtml,
};

/** Text of pages stands in this file: should an escape ever be missing, the browser still runs and loads nothing. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:; base-uri 'none'; form-action 'none'";

function renderHtml(run: RunResult, place: RenderPlace): string {
  const titles = flowTitles(run.flows);
  const statuses = FLOW_STATUSES.filter((status) => run.flows.some((flow) => flow.status === status));
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${summaryText(run)} - qa-rig</title>
<style>${new Markup(HTML_STYLE + filterRules(statuses))}</style>
</head>
<body>
${header(run)}
${filterInputs(statuses)}
${filterLabels(run, statuses)}
<main>
${run.logins.map((login) => htmlLogin(login, place))}${
    run.flows.map((flow) => htmlFlow(flow, titles.get(flow.id) ?? flow.flow, place))
  }</main>
</body>
</html>
`.text;
}

function header(run: RunResult): Markup {
  const { browser, environment, telemetry } = run;
  return markup`<header class="${run.status}">
<h1>${summaryText(run)} in ${formatDuration(run.duration_ms)}</h1>
${
    factList([
      ["status", markup`<span class="status">${run.status}</span>${exitText(run)}`],
      ["started", run.started_at],
      [
        "browser",
        browser === null ? null : `${browser.name} ${browser.version}, ${browser.headless ? "headless" : "headed"}`,
      ],
      ["system", environment.os],
      [
        "revision",
        environment.vcs === null ? null : `${environment.vcs.revision ?? ""} ${environment.vcs.branch ?? ""}`.trim(),
      ],
      ["shard", run.shard],
      ["seed", run.seed],
      ["telemetry", telemetry.enabled ? telemetryText(telemetry) : null],
      ["trace to open", traceOf(run.trace_id)],
      ["run", code(run.run_id)],
      ["qa-rig", run.tool.version],
    ])
  }${run.warnings.map(htmlWarning)}</header>`;
}

function exitText({ exit }: RunResult): string {
  if (exit.code === null) return "";
  return `, exit code ${exit.code}${exit.reasons.length === 0 ? "" : ` (${exit.reasons.join(", ")})`}`;
}

function telemetryText({ delivered, spans, endpoint }: RunResult["telemetry"]): string {
  const to = endpoint === null ? "" : ` to ${endpoint}`;
  if (delivered === null) return `${spans.recorded} spans recorded; whether they were delivered${to} is not known`;
  return `${spans.accepted} of ${spans.recorded} spans delivered${to}`;
}

/** Radio buttons before the flows: the style sheet alone can then hide what was not chosen. */
function filterInputs(statuses: readonly string[]): Markup {
  const input = (id: string, checked: string) =>
    markup`<input type="radio" name="show" id="show-${id}"${new Markup(checked)}>`;
  return markup`${input("all", " checked")}${statuses.map((status) => input(status, ""))}`;
}

function filterLabels(run: RunResult, statuses: readonly string[]): Markup {
  const label = (id: string, count: number) =>
    markup`<label class="${id}" for="show-${id}"><b>${count}</b> ${id}</label>`;
  const count = (status: string) => run.flows.filter((flow) => flow.status === status).length;
  return markup`<nav>${label("all", run.flows_total)}${statuses.map((status) => label(status, count(status)))}</nav>`;
}
