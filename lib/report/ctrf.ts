import type { Artifact, FlowResult, RunResult, StepResult, Warning } from "../run/result.ts";
import { NO_TRACE_ID } from "../run/result.ts";
import { artifactPath, artifactsOf } from "./artifact_links.ts";
import { failureMessage, failureText } from "./failure_text.ts";
import { flowTitles } from "./flow_titles.ts";
import type { FileReporter, RenderPlace } from "./reporter_setup.ts";

/** The Common Test Report Format, version 0.0.0 of its schema (ctrf.io). */
export const ctrf: FileReporter = {
  summary: "Common Test Report Format, JSON",
  defaultFile: "ctrf-report.json",
  kind: "report",
  render: (run, place) => `${JSON.stringify(ctrfReport(run, place), null, 2)}\n`,
};

function ctrfReport(run: RunResult, place: RenderPlace) {
  const titles = flowTitles(run.flows);
  return {
    reportFormat: "CTRF",
    specVersion: "0.0.0",
    ...(run.run_id === "" ? {} : { runId: run.run_id }),
    generatedBy: "qa-rig",
    results: {
      tool: { name: run.tool.name, version: run.tool.version },
      summary: summary(run),
      tests: run.flows.map((flow) =>
        test(flow, { title: titles.get(flow.id) ?? flow.flow, browser: run.browser, place })
      ),
      environment: environment(run),
      ...(run.warnings.length === 0 ? {} : { extra: { warnings: messagesOf(run.warnings) } }),
    },
  };
}

function summary(run: RunResult) {
  const start = Date.parse(run.started_at);
  const duration = Math.round(run.duration_ms);
  return {
    tests: run.flows_total,
    passed: run.flows_passed + run.flows_flaky,
    failed: run.flows_failed + run.flows_broken,
    skipped: run.flows_skipped,
    pending: 0,
    other: run.flows_interrupted,
    flaky: run.flows_flaky,
    suites: new Set(run.flows.map(({ spec_path }) => spec_path)).size,
    start,
    stop: start + duration,
    duration,
  };
}

interface TestOptions {
  readonly title: string;
  readonly browser: RunResult["browser"];
  readonly place: RenderPlace;
}

function test(flow: FlowResult, { title, browser, place }: TestOptions) {
  const problem = flow.passed || flow.status === "skipped"
    ? {}
    : { message: failureMessage(flow), trace: failureText(flow) };
  return {
    name: title,
    status: statusOf(flow.status),
    duration: Math.round(flow.duration_ms),
    ...timesOf(flow),
    suite: [flow.spec_path],
    ...problem,
    ...(flow.error?.at ? { line: flow.error.at.line } : {}),
    rawStatus: flow.status,
    tags: flow.tags,
    type: "e2e",
    filePath: flow.spec_path,
    retries: Math.max(0, flow.attempts.length - 1),
    ...(flow.attempts.length > 1 ? { retryAttempts: earlierAttempts(flow, place) } : {}),
    flaky: flow.status === "flaky",
    ...(browser === null ? {} : { browser: `${browser.name} ${browser.version}` }),
    attachments: artifactsOf(flow).map((artifact) => attachment(artifact, place)),
    ...(flow.row === null ? {} : { parameters: flow.row }),
    steps: flow.steps.map(({ name, status }) => ({ name, status: stepStatus(status) })),
    ...extraOf(flow),
  };
}

function extraOf({ trace_id, warnings }: FlowResult) {
  const extra = {
    ...(trace_id === NO_TRACE_ID ? {} : { trace_id }),
    ...(warnings.length === 0 ? {} : { warnings: messagesOf(warnings) }),
  };
  return Object.keys(extra).length === 0 ? {} : { extra };
}

function messagesOf(warnings: readonly Warning[]): readonly string[] {
  return warnings.map(({ message }) => message);
}

function timesOf({ started_at, duration_ms }: { readonly started_at: string | null; readonly duration_ms: number }) {
  if (started_at === null) return {};
  const start = Date.parse(started_at);
  return { start, stop: start + Math.round(duration_ms) };
}

function earlierAttempts(flow: FlowResult, place: RenderPlace) {
  return flow.attempts.slice(0, -1).map((attempt) => ({
    attempt: attempt.number,
    status: statusOf(attempt.status),
    duration: Math.round(attempt.duration_ms),
    ...(attempt.error === null ? {} : { message: attempt.error.message }),
    ...timesOf(attempt),
    attachments: attempt.artifacts.map((artifact) => attachment(artifact, place)),
  }));
}

function attachment(artifact: Artifact, place: RenderPlace) {
  const path = artifactPath(artifact, place);
  return { name: path.split("/").at(-1) || artifact.kind, contentType: artifact.media_type, path };
}

function statusOf(status: FlowResult["status"]): "passed" | "failed" | "skipped" | "other" {
  switch (status) {
    case "passed":
    case "flaky":
      return "passed";
    case "failed":
    case "broken":
      return "failed";
    case "skipped":
      return "skipped";
    case "interrupted":
      return "other";
  }
}

function stepStatus(status: StepResult["status"]): "passed" | "failed" | "skipped" | "other" {
  return status === "warned" ? "passed" : statusOf(status);
}

function environment({ environment: { os, vcs }, shard }: RunResult) {
  return {
    ...(os === "" ? {} : { osPlatform: os }),
    ...(vcs?.revision ? { commit: vcs.revision } : {}),
    ...(vcs?.branch ? { branchName: vcs.branch } : {}),
    ...(shard === null ? {} : { shardId: shard }),
  };
}
