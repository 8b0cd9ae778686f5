import { type FlowResult, NO_TRACE_ID, type RunResult, type StepResult, type Warning } from "../run/result.ts";
import { escapeControl } from "./escape_control.ts";
import { failureMessage } from "./failure_text.ts";
import { flowTitles } from "./flow_titles.ts";
import type { FileReporter } from "./reporter_setup.ts";

/** Test Anything Protocol, version 14: a subtest for each flow, a test point for each of its steps. */
export const tap: FileReporter = {
  summary: "Test Anything Protocol 14: a subtest for each flow",
  defaultFile: null,
  kind: "report",
  render: renderTap,
};

function renderTap(run: RunResult): string {
  const titles = flowTitles(run.flows);
  const tests = run.flows.flatMap((flow, index) => flowTest(flow, index + 1, titles.get(flow.id) ?? flow.flow));
  const bail = run.status === "interrupted" ? ["Bail out! Interrupted"] : [];
  const warnings = run.warnings.map(comment);
  return ["TAP version 14", `1..${run.flows.length}`, ...warnings, ...tests, ...bail, ""].join("\n");
}

function flowTest(flow: FlowResult, number: number, title: string): readonly string[] {
  const subtest = flow.steps.length === 0 ? [] : [
    `# Subtest: ${description(title)}`,
    ...[`1..${flow.steps.length}`, ...flow.steps.map((step, index) => stepPoint(step, index + 1))].map(indent),
  ];
  const directive = flow.status === "skipped" ? " # SKIP never started" : "";
  const ok = flow.passed || flow.status === "skipped";
  return [
    ...subtest,
    `${ok ? "ok" : "not ok"} ${number} - ${description(title)}${directive}`,
    ...(flow.status === "skipped" ? [] : diagnostic(flow)),
    ...flow.warnings.map(comment),
  ];
}

/** A line that a reader shows and does not count. */
function comment({ message }: Warning): string {
  return `# warning: ${escapeControl(message)}`;
}

function stepPoint(step: StepResult, number: number): string {
  const ok = step.passed || step.status === "skipped";
  const directive = step.status === "skipped" ? ` # SKIP ${step.because ?? ""}`.trimEnd() : "";
  return `${ok ? "ok" : "not ok"} ${number} - ${description(step.name)}${directive}`;
}

/** A YAML block; its values are JSON, which is YAML too. */
function diagnostic(flow: FlowResult): readonly string[] {
  const facts = {
    duration_ms: flow.duration_ms,
    ...(flow.passed ? {} : { message: failureMessage(flow), severity: "fail" }),
    ...(flow.status === "flaky" ? { flaky: true, attempts: flow.attempts.length } : {}),
    ...(flow.error === null ? {} : {
      class: flow.error.class,
      expected: flow.error.expected,
      actual: flow.error.actual,
      at: flow.error.at,
      hint: flow.error.hint,
    }),
    ...(flow.trace_id === NO_TRACE_ID ? {} : { trace_id: flow.trace_id }),
  };
  const lines = Object.entries(facts).map(([key, value]) => `  ${key}: ${yamlValue(value)}`);
  return ["  ---", ...lines, "  ..."];
}

/** Escapes what JSON leaves as it is; `JSON.stringify` has escaped line ends and C0 controls already. */
function yamlValue(value: unknown): string {
  return JSON.stringify(value, (_key, inner) => typeof inner === "string" ? escapeControl(inner, "\n\t") : inner);
}

/** `#` would begin a directive; TAP 14 escapes it, and the backslash. */
function description(text: string): string {
  return escapeControl(text).replace(/[\\#]/g, "\\$&");
}

function indent(line: string): string {
  return `    ${line}`;
}
