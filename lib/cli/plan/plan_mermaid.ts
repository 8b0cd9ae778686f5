import type { FlowOutline, PlanOutline, StepOutline } from "../../flow/outline/outline.ts";
import { escapeControl } from "../../report/escape_control.ts";
import { stepFacts } from "./step_facts.ts";

/** A plan as a flowchart of Mermaid: a frame for each flow, and one for the steps inside a step. */
export function planMermaid(plan: PlanOutline): string {
  return `${["flowchart TD", ...plan.flows.flatMap(flowLines)].join("\n")}\n`;
}

function flowLines(flow: FlowOutline): readonly string[] {
  const id = `f${flow.number}`;
  return [
    `  subgraph ${id}["${label(`${flow.number}. ${flow.flow}`)}"]`,
    ...stepList(flow.steps, { id, pad: "    " }),
    ...flow.handlers.flatMap(({ when, steps }, index) => {
      const inner = `${id}h${index + 1}`;
      return frame(inner, `when ${when} turns up`, {
        pad: "    ",
        lines: stepList(steps, { id: inner, pad: "      " }),
      });
    }),
    "  end",
  ];
}

interface Spot {
  readonly id: string;
  readonly pad: string;
}

/** Each step with an arrow from the one before. */
function stepList(steps: readonly StepOutline[], { id, pad }: Spot): readonly string[] {
  return steps.flatMap((step, index) => {
    const before = steps[index - 1];
    const arrow = before === undefined ? [] : [`${pad}${nodeOf(before, id)} --> ${nodeOf(step, id)}`];
    return [...stepLines(step, { id, pad }), ...arrow];
  });
}

function stepLines(step: StepOutline, { id, pad }: Spot): readonly string[] {
  const node = nodeOf(step, id);
  const facts = stepFacts(step);
  const text = `${step.number} ${step.name}${facts.length === 0 ? "" : ` (${facts.join("; ")})`}`;
  // A step that may be left out is a hexagon.
  const [open, close] = step.if === null ? ["[", "]"] : ["{{", "}}"];
  if (step.rounds.every(({ steps }) => steps.length === 0)) return [`${pad}${node}${open}"${label(text)}"${close}`];
  const lines = step.rounds.flatMap(({ iteration, steps }, index) => {
    const inner = stepList(steps, { id, pad: `${pad}${iteration === null ? "" : "  "}  ` });
    return iteration === null ? inner : frame(`${node}r${index + 1}`, iteration, { pad: `${pad}  `, lines: inner });
  });
  return frame(node, text, { pad, lines });
}

function frame(
  id: string,
  title: string,
  { pad, lines }: { readonly pad: string; readonly lines: readonly string[] },
): readonly string[] {
  return [`${pad}subgraph ${id}["${label(title)}"]`, ...lines, `${pad}end`];
}

function nodeOf({ number }: StepOutline, id: string): string {
  return `${id}s${number.replaceAll(".", "_")}`;
}

/** Everything that Mermaid could take for more than text is written as a character code. */
function label(text: string): string {
  return escapeControl(text).replace(/["#&;<>`\\{}[\]|]/g, (character) => `#${character.charCodeAt(0)};`);
}
