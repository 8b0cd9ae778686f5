import { type FlowResult, NO_TRACE_ID } from "../run/result.ts";
import { escapeControl } from "./escape_control.ts";
import { failureLines } from "./failure_lines.ts";
import { failedStep } from "./failed_step.ts";
import type { Style } from "./style.ts";

/** A flow that did not pass, for the reporters that show no steps: its title, its errors and its trace. */
export function failedFlowLines(title: string, flow: FlowResult, style: Style): readonly string[] {
  const step = failedStep(flow.steps);
  const errors = flow.errors.flatMap((error) => failureLines(error));
  return [
    `${style.bad(flow.status.toUpperCase())}  ${style.bold(escapeControl(title))}`,
    ...(step === null ? [] : [`  step ${step.index}: ${escapeControl(step.name)}`]),
    ...errors.map((line) => `    ${line}`),
    ...(flow.trace_id === NO_TRACE_ID ? [] : [`  ${style.dim(`trace ${flow.trace_id}`)}`]),
  ];
}
