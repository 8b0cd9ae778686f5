import { writeDuration } from "../../duration.ts";
import type { FlowOutline, PlanOutline, StepOutline } from "../../flow/outline/outline.ts";
import { escapeControl } from "../../report/escape_control.ts";
import { flowFacts, stepFacts, totalsText, touchFacts } from "./step_facts.ts";

/** A plan as a catalogue of tests (CommonMark with the tables of GitHub). */
export function planMarkdown(plan: PlanOutline): string {
  const facts = touchFacts(plan.touches).flatMap(([name, value]) =>
    value === null ? [] : [`- ${name}: ${plain(value)}`]
  );
  const blocks = [
    "# Flows",
    `${totalsText(plan.flows_total, plan.steps_total)}.`,
    ...facts.length === 0 ? [] : [facts.join("\n")],
    ...plan.flows.length === 0 ? [] : [table(["#", "flow", "file", "tags", "steps"], plan.flows.map(flowRow))],
    ...plan.flows.flatMap(flowBlocks),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function flowRow({ number, flow, id, tags, steps_total }: FlowOutline): readonly string[] {
  return [String(number), plain(flow), plain(id), plain(tags.join(", ")), String(steps_total)];
}

function flowBlocks(flow: FlowOutline): readonly string[] {
  return [
    `## ${flow.number}. ${plain(flow.flow)}`,
    flowFacts(flow).map(([name, value]) => `- ${name}: ${plain(value)}`).join("\n"),
    stepTable(flow.steps),
    ...flow.handlers.flatMap(({ when, times, steps }) => [
      `When ${plain(when)} turns up, ${times === 1 ? "once" : `at most ${times} times`}:`,
      stepTable(steps),
    ]),
  ];
}

function stepTable(steps: readonly StepOutline[]): string {
  return table(["step", "does", "timeout", "notes"], steps.flatMap((step) => stepRows(step, [])));
}

/** `round` is the round of a loop that the step begins. */
function stepRows(step: StepOutline, round: readonly string[]): readonly (readonly string[])[] {
  const phase = step.phase === "steps" || step.phase === "handler" ? [] : [step.phase];
  const notes = [...phase, ...round, ...stepFacts(step)];
  const time = step.timeout_ms === null ? "" : writeDuration(step.timeout_ms);
  return [
    [step.number, plain(step.name), time, plain(notes.join("; "))],
    ...step.rounds.flatMap(({ iteration, steps }) =>
      steps.flatMap((inner, index) => stepRows(inner, index === 0 && iteration !== null ? [iteration] : []))
    ),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return lines.map((line) => line.replace(/\| {2}(?=\|)/g, "| ")).join("\n");
}

/** A text that Markdown takes for nothing but text. */
function plain(text: string): string {
  return escapeControl(text).replace(/[\\`*_[\]<>#|~&$]/g, "\\$&");
}
