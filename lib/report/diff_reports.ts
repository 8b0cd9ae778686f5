import type { FlowResult, RunResult, StepResult } from "../run/result.ts";

/** What changed from one report to another. */
export interface ReportDiff {
  readonly newly_failed: readonly ChangedFlow[];
  readonly fixed: readonly ChangedFlow[];
  readonly still_failing: readonly ChangedFlow[];
  readonly added: readonly ChangedFlow[];
  readonly removed: readonly ChangedFlow[];
  readonly slower: readonly ChangedStep[];
  readonly faster: readonly ChangedStep[];
}

/** A flow with its status in both reports; `null` where it is not. */
export interface ChangedFlow {
  readonly id: string;
  readonly flow: string;
  readonly before: FlowResult["status"] | null;
  readonly after: FlowResult["status"] | null;
  /** Why it fails now. */
  readonly error: string | null;
}

/** A step that took another time. */
export interface ChangedStep {
  readonly id: string;
  readonly step: string;
  readonly before_ms: number;
  readonly after_ms: number;
}

/** A step counts as slower or faster when it took so many times as long, and so many milliseconds more. */
export const LEAST_CHANGE = { factor: 1.5, ms: 100 } as const;

/** Compares two reports by the ids of their flows; steps by their place and name. */
export function diffReports(before: RunResult, after: RunResult): ReportDiff {
  const old = new Map(before.flows.map((flow) => [flow.id, flow]));
  const now = new Map(after.flows.map((flow) => [flow.id, flow]));
  const both = after.flows.flatMap((flow) => {
    const was = old.get(flow.id);
    return was === undefined ? [] : [{ was, is: flow }];
  });
  const steps = both.flatMap(({ was, is }) => changedSteps(was, is));
  const flowsThat = (fits: (was: FlowResult, is: FlowResult) => boolean) =>
    both.filter(({ was, is }) => fits(was, is)).map(({ was, is }) => changedFlow(was, is));
  return {
    newly_failed: flowsThat((was, is) => !isFailed(was) && isFailed(is)),
    fixed: flowsThat((was, is) => isFailed(was) && is.passed),
    still_failing: flowsThat((was, is) => isFailed(was) && isFailed(is)),
    added: after.flows.filter(({ id }) => !old.has(id)).map((flow) => changedFlow(null, flow)),
    removed: before.flows.filter(({ id }) => !now.has(id)).map((flow) => changedFlow(flow, null)),
    slower: bySize(steps.filter(({ before_ms, after_ms }) => isMore(before_ms, after_ms))),
    faster: bySize(steps.filter(({ before_ms, after_ms }) => isMore(after_ms, before_ms))),
  };
}

/** A flow that never started has not failed. */
function isFailed({ passed, status }: FlowResult): boolean {
  return !passed && status !== "skipped";
}

function changedFlow(was: FlowResult | null, is: FlowResult | null): ChangedFlow {
  return {
    id: is?.id ?? was?.id ?? "",
    flow: is?.flow ?? was?.flow ?? "",
    before: was?.status ?? null,
    after: is?.status ?? null,
    error: is?.error?.message ?? null,
  };
}

/** Steps that ran to their end in both: a failed one took its timeout. */
function changedSteps(was: FlowResult, is: FlowResult): readonly ChangedStep[] {
  const old = new Map(was.steps.filter(({ status }) => status === "passed").map((step) => [keyOf(step), step]));
  return is.steps.flatMap((step) => {
    const before = old.get(keyOf(step));
    if (before === undefined || step.status !== "passed") return [];
    return [{ id: is.id, step: step.name, before_ms: before.duration_ms, after_ms: step.duration_ms }];
  });
}

function keyOf({ phase, index, name }: StepResult): string {
  return `${phase} ${index} ${name}`;
}

function isMore(less: number, more: number): boolean {
  return more - less >= LEAST_CHANGE.ms && more >= less * LEAST_CHANGE.factor;
}

function bySize(steps: readonly ChangedStep[]): readonly ChangedStep[] {
  const change = ({ before_ms, after_ms }: ChangedStep) => Math.abs(after_ms - before_ms);
  return steps.toSorted((one, other) => change(other) - change(one));
}
