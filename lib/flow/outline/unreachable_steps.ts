import type { Diagnostic } from "../../errors.ts";
import type { Flow, Part } from "../../plan/flow.ts";
import type { StepNode } from "../../plan/step_node.ts";
import { stepsIn } from "../name_checker.ts";
import { failsAlways, partOf, whyNever } from "./step_fate.ts";

/** Warnings of steps that nothing leads to, whatever the values are; one for all steps behind the same cause. */
export function unreachableSteps(flows: readonly Flow[]): readonly Diagnostic[] {
  const warnings = new Map<string, Diagnostic>();
  const seen = new Set<Part>();
  for (const flow of flows) {
    lookAt(flow.before, null);
    lookAt(flow.steps, flow.before.find(failsAlways) ?? null);
    for (const steps of [flow.finally, flow.after, ...flow.handlers.map((handler) => handler.steps)]) {
      lookAt(steps, null);
    }
    if (flow.session !== null) {
      lookAtPart(flow.session.part);
      lookAt(flow.session.valid, null);
    }
  }
  return [...warnings.values()];

  /** `end` is a step before the list that always fails. */
  function lookAt(steps: readonly StepNode[], end: StepNode | null): void {
    const fatal = end === null ? steps.findIndex(failsAlways) : -1;
    const [rest, cause] = end === null
      ? [steps.slice(fatal === -1 ? steps.length : fatal + 1), steps[fatal]]
      : [steps, end];
    const [first] = rest;
    if (first !== undefined && cause !== undefined) add(first, `"${cause.title}" before it always fails`);
    for (const step of steps.slice(0, steps.length - rest.length)) lookInside(step);
  }

  function lookInside(step: StepNode): void {
    const why = whyNever(step);
    if (why !== null) return add(step, why);
    const part = partOf(step);
    if (part !== null) lookAtPart(part);
    for (const steps of stepsIn(step)) lookAt(steps, null);
  }

  function lookAtPart(part: Part): void {
    if (seen.has(part)) return;
    seen.add(part);
    lookAt(part.steps, null);
    lookAt(part.finally, null);
  }

  function add({ title, at }: StepNode, why: string): void {
    const key = `${at.file}:${at.line}:${at.column}`;
    warnings.set(key, { message: `Cannot reach step "${title}": ${why}`, at, hint: null });
  }
}
