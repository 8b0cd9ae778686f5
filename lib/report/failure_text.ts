import type { FlowResult } from "../run/result.ts";
import { failedStep } from "./failed_step.ts";

/** All that is known of why a flow did not pass, as text; control characters are still in it. */
export function failureText(flow: FlowResult): string {
  const step = failedStep(flow.steps);
  const place = step === null ? [] : [`Step ${step.index}: ${step.name}`];
  const errors = flow.errors.flatMap(({ message, expected, actual, at, hint }) => [
    message,
    ...(expected === null ? [] : [`expected  ${expected}`]),
    ...(actual === null ? [] : [`actual    ${actual}`]),
    ...(at === null ? [] : [`  --> ${at.file}:${at.line}:${at.column}`]),
    ...(hint === null ? [] : [`hint: ${hint}`]),
  ]);
  return [...place, ...errors].join("\n");
}

/** Why a flow did not pass, in one sentence. */
export function failureMessage({ status, error }: FlowResult): string {
  return error?.message ?? (status === "interrupted" ? "The run was interrupted" : `The flow is ${status}`);
}
