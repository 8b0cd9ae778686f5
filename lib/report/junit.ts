import { type FlowResult, NO_TRACE_ID, type RunResult, type Warning } from "../run/result.ts";
import { artifactPath, artifactsOf } from "./artifact_links.ts";
import { escapeMarkup } from "./escape_markup.ts";
import { failureMessage, failureText } from "./failure_text.ts";
import { flowTitles } from "./flow_titles.ts";
import type { FileReporter, RenderPlace } from "./reporter_setup.ts";

/** JUnit XML as Jenkins and GitLab read it: a suite for each flow file, a case for each flow. */
export const junit: FileReporter = {
  summary: "JUnit XML: a suite for each flow file, a case for each flow",
  defaultFile: "junit.xml",
  kind: "report",
  render: renderJunit,
};

function renderJunit(run: RunResult, place: RenderPlace): string {
  const titles = flowTitles(run.flows);
  const suites = [...Map.groupBy(run.flows, ({ spec_path }) => spec_path)];
  const totals = { ...countsOf(run.flows), time: seconds(run.duration_ms) };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: "qa-rig", ...totals })}>`,
    ...suites.map(([specPath, flows]) => suite(specPath, flows, titles, place)),
    ...warningsOfRun(run),
    "</testsuites>",
    "",
  ].join("\n");
}

function suite(
  specPath: string,
  flows: readonly FlowResult[],
  titles: ReadonlyMap<string, string>,
  place: RenderPlace,
): string {
  const ms = flows.reduce((sum, { duration_ms }) => sum + duration_ms, 0);
  const started = flows.map(({ started_at }) => started_at).filter((at) => at !== null).sort()[0];
  const facts = { name: specPath, ...countsOf(flows), time: seconds(ms), timestamp: started ?? null };
  const cases = flows.map((flow) => testCase(flow, titles.get(flow.id) ?? flow.flow, place));
  return [`  <testsuite${attributes(facts)}>`, ...cases, "  </testsuite>"].join("\n");
}

function testCase(flow: FlowResult, title: string, place: RenderPlace): string {
  const { spec_path, duration_ms } = flow;
  const facts = { name: title, classname: spec_path, file: spec_path, time: seconds(duration_ms) };
  return [
    `    <testcase${attributes(facts)}>`,
    ...properties(flow, place),
    ...outcome(flow),
    ...systemOut(flow, place),
    ...systemErr(flow.warnings, "      "),
    "    </testcase>",
  ].join("\n");
}

function properties(flow: FlowResult, place: RenderPlace): readonly string[] {
  const facts = [
    ["id", flow.id],
    ["status", flow.status],
    ["attempts", String(flow.attempts.length)],
    ...(flow.status === "flaky" ? [["flaky", "true"]] : []),
    ...(flow.trace_id === NO_TRACE_ID ? [] : [["trace_id", flow.trace_id]]),
    ...flow.tags.map((tag) => ["tag", tag]),
    ...artifactsOf(flow).map((artifact) => ["attachment", artifactPath(artifact, place)]),
  ];
  const lines = facts.map(([name = "", value = ""]) => `        <property${attributes({ name, value })}/>`);
  return ["      <properties>", ...lines, "      </properties>"];
}

function outcome(flow: FlowResult): readonly string[] {
  switch (flow.status) {
    case "passed":
    case "flaky":
      return [];
    case "skipped":
      return ["      <skipped/>"];
    case "failed":
      return [problem("failure", flow)];
    case "broken":
    case "interrupted":
      return [problem("error", flow)];
  }
}

function problem(element: "failure" | "error", flow: FlowResult): string {
  const facts = { message: failureMessage(flow), type: flow.error?.class ?? flow.status };
  return `      <${element}${attributes(facts)}>${escapeMarkup(failureText(flow))}</${element}>`;
}

/** The form of Jenkins' attachments plugin and of GitLab. */
function systemOut(flow: FlowResult, place: RenderPlace): readonly string[] {
  const lines = artifactsOf(flow).map((artifact) => `[[ATTACHMENT|${artifactPath(artifact, place)}]]`);
  return lines.length === 0 ? [] : [`      <system-out>${escapeMarkup(lines.join("\n"))}</system-out>`];
}

/** Its own suite without a case: the format has no other place for what is no flow's. */
function warningsOfRun({ warnings, started_at }: RunResult): readonly string[] {
  if (warnings.length === 0) return [];
  const facts = { name: "qa-rig", ...countsOf([]), time: seconds(0), timestamp: started_at };
  return [`  <testsuite${attributes(facts)}>`, ...systemErr(warnings, "    "), "  </testsuite>"];
}

function systemErr(warnings: readonly Warning[], indent: string): readonly string[] {
  const lines = warnings.map(({ message }) => `warning: ${message}`);
  return lines.length === 0 ? [] : [`${indent}<system-err>${escapeMarkup(lines.join("\n"))}</system-err>`];
}

function countsOf(flows: readonly FlowResult[]) {
  const count = (...statuses: readonly FlowResult["status"][]) =>
    String(flows.filter(({ status }) => statuses.includes(status)).length);
  return {
    tests: String(flows.length),
    failures: count("failed"),
    errors: count("broken", "interrupted"),
    skipped: count("skipped"),
  };
}

function attributes(values: { readonly [name: string]: string | null }): string {
  return Object.entries(values)
    .map(([name, value]) => value === null ? "" : ` ${name}="${escapeMarkup(value)}"`)
    .join("");
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}
