import { formatDuration } from "../duration.ts";
import type { ChangedFlow, ChangedStep, ReportDiff } from "./diff_reports.ts";
import { escapeControl } from "./escape_control.ts";
import type { Style } from "./style.ts";

/** What changed, for people: nothing but the headings that have something below them. */
export function diffText(diff: ReportDiff, style: Style): string {
  const blocks = [
    flowBlock(style.bad("newly failed"), diff.newly_failed),
    flowBlock(style.bad("still failing"), diff.still_failing),
    flowBlock(style.good("fixed"), diff.fixed),
    flowBlock("added", diff.added),
    flowBlock("removed", diff.removed),
    stepBlock(style.warn("slower"), diff.slower),
    stepBlock(style.good("faster"), diff.faster),
  ].filter((lines) => lines.length > 0);
  return blocks.length === 0 ? "no change\n" : blocks.map((lines) => `${lines.join("\n")}\n`).join("\n");
}

function flowBlock(heading: string, flows: readonly ChangedFlow[]): readonly string[] {
  if (flows.length === 0) return [];
  return [
    heading,
    ...flows.flatMap(({ id, flow, before, after, error }) => [
      escapeControl(`  ${flow} (${id}): ${[before, after].filter((status) => status !== null).join(" → ")}`),
      ...error === null ? [] : [escapeControl(`    ${error}`)],
    ]),
  ];
}

function stepBlock(heading: string, steps: readonly ChangedStep[]): readonly string[] {
  if (steps.length === 0) return [];
  const lines = steps.map(({ id, step, before_ms, after_ms }) =>
    escapeControl(`  ${formatDuration(before_ms)} → ${formatDuration(after_ms)}  ${step} (${id})`)
  );
  return [heading, ...lines];
}
