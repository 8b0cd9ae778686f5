import { describeLocator } from "../../actions/locator.ts";
import type { Diagnostic } from "../../errors.ts";
import { Masker, maskUrl } from "../../mask.ts";
import { maskVariables } from "../../mask/mask_variables.ts";
import type { PlannedFlow } from "../../plan/plan.ts";
import { rowTitle } from "../../plan/row_title.ts";
import type { FlowOutline, PlanOutline, StepOutline } from "./outline.ts";
import { placeOf, StepOutliner } from "./outline_steps.ts";
import { failsAlways } from "./step_fate.ts";
import { mergeTouches, type ShowPath, touchesOf } from "./touches.ts";

/** What the outline is made with. */
export interface OutlineOptions {
  readonly warnings: readonly Diagnostic[];
  readonly showPath: ShowPath;
}

/** What would run, in the order of the plan. */
export function outlinePlan(flows: readonly PlannedFlow[], { warnings, showPath }: OutlineOptions): PlanOutline {
  const outlined = flows.map((flow, index) => outlineFlow(flow, index + 1, showPath));
  return maskerOf(flows).maskEvent({
    schema_version: 1,
    flows_total: outlined.length,
    steps_total: outlined.reduce((sum, { steps_total }) => sum + steps_total, 0),
    touches: mergeTouches(outlined.map(({ touches }) => touches)),
    warnings: warnings.map(({ message, hint, at }) => ({ message, hint, at: at === null ? null : placeOf(at) })),
    flows: outlined,
  });
}

/** A plan holds no secrets, but URLs and rows that may. */
function maskerOf(flows: readonly PlannedFlow[]): Masker {
  const masker = new Masker();
  for (const { row } of flows) maskVariables(row ?? {}, masker);
  return masker;
}

function outlineFlow(flow: PlannedFlow, number: number, showPath: ShowPath): FlowOutline {
  const outliner = new StepOutliner();
  const steps = stepsOf(flow, outliner);
  const { session } = flow;
  return {
    number,
    id: flow.id,
    flow: rowTitle(flow.title, flow.row),
    spec_path: flow.specPath,
    description: flow.description,
    suite: flow.suite,
    tags: flow.tags,
    base_url: flow.baseUrl === null ? null : maskUrl(String(flow.baseUrl)),
    row: flow.row,
    serial: flow.serial,
    retries: flow.retries,
    timeout_ms: flow.timeoutMs,
    finally_timeout_ms: flow.finallyTimeoutMs,
    session: session === null
      ? null
      : { use: session.part.specPath, key: String(session.key), max_age_ms: session.maxAgeMs },
    handlers: flow.handlers.map(({ when, times, steps }) => ({
      when: describeLocator(when),
      times,
      steps: outliner.outline(steps, "handler"),
    })),
    touches: touchesOf(flow, showPath),
    steps_total: countSteps(steps),
    steps,
  };
}

/** Numbered through all four lists. */
function stepsOf(flow: PlannedFlow, outliner: StepOutliner): readonly StepOutline[] {
  const before = outliner.outline(flow.before, "before");
  const reachable = !flow.before.some(failsAlways);
  let first = 1 + before.length;
  const steps = outliner.outline(flow.steps, "steps", { first, reachable });
  first += steps.length;
  const last = outliner.outline(flow.finally, "finally", { first });
  return [...before, ...steps, ...last, ...outliner.outline(flow.after, "after", { first: first + last.length })];
}

function countSteps(steps: readonly StepOutline[]): number {
  return steps.reduce(
    (sum, { rounds }) => sum + 1 + rounds.reduce((all, round) => all + countSteps(round.steps), 0),
    0,
  );
}
