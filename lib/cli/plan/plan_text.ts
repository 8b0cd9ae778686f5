import { writeDuration } from "../../duration.ts";
import type { FlowOutline, PlanOutline, StepOutline } from "../../flow/outline/outline.ts";
import { escapeControl } from "../../report/escape_control.ts";
import { padText } from "../../report/fit_text.ts";
import type { Style } from "../../report/style.ts";
import { flowFacts, stepFacts, totalsText, touchFacts } from "./step_facts.ts";

/** Columns for a name before its timeout; a longer name pushes it out. */
const NAME_COLUMNS = 44;
const FACT_COLUMNS = 12;

/** A plan for people. */
export function planText(plan: PlanOutline, style: Style): string {
  const flows = plan.flows.map((flow) => `${[...flowLines(flow, style)].join("\n")}\n\n`);
  const touches = plan.flows.length < 2
    ? []
    : touchFacts(plan.touches).flatMap(([name, value]) => value === null ? [] : [factLine(name, value, style)]);
  return `${flows.join("")}${[totalsText(plan.flows_total, plan.steps_total), ...touches].join("\n")}\n`;
}

function flowLines(flow: FlowOutline, style: Style): readonly string[] {
  return [
    style.bold(escapeControl(`${flow.number}. ${flow.flow}`)),
    ...flowFacts(flow).map(([name, value]) => factLine(name, value, style)),
    "",
    ...phaseLines(flow.steps, style),
    ...flow.handlers.flatMap(({ when, times, steps }) => [
      style.dim(`   when ${escapeControl(when)} turns up, ${times === 1 ? "once" : `${times} times`}`),
      ...steps.flatMap((step) => stepLines(step, { depth: 1, style })),
    ]),
  ];
}

function factLine(name: string, value: string, style: Style): string {
  return `   ${style.dim(name.padEnd(FACT_COLUMNS))} ${escapeControl(value)}`;
}

/** A heading where another list of the flow begins; the steps themselves need none when they come first. */
function phaseLines(steps: readonly StepOutline[], style: Style): readonly string[] {
  return steps.flatMap((step, index) => {
    const begins = steps[index - 1]?.phase !== step.phase && (index > 0 || step.phase !== "steps");
    const heading = begins ? [style.dim(`   ${step.phase}`)] : [];
    return [...heading, ...stepLines(step, { depth: 0, style })];
  });
}

interface StepForm {
  readonly depth: number;
  readonly style: Style;
}

function stepLines(step: StepOutline, { depth, style }: StepForm): readonly string[] {
  const indent = "  ".repeat(depth);
  const number = step.number.padStart(5);
  const facts = stepFacts(step);
  const time = step.timeout_ms === null ? "" : writeDuration(step.timeout_ms);
  const name = padText(escapeControl(step.name), NAME_COLUMNS - indent.length);
  const line = `${indent}${number}  ${name}  ${style.dim(time.padStart(5))}`.trimEnd();
  return [
    facts.length === 0 ? line : `${line}  ${style.warn(escapeControl(facts.join("; ")))}`,
    ...step.rounds.flatMap(({ iteration, steps }) => [
      ...iteration === null ? [] : [`${indent}         ${style.dim(escapeControl(iteration))}`],
      ...steps.flatMap((inner) => stepLines(inner, { depth: depth + 1, style })),
    ]),
  ];
}
