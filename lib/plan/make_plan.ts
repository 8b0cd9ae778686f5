import type { Flow, Row } from "./flow.ts";
import type { Plan, PlannedFlow, RunSettings } from "./plan.ts";
import { rowTitle } from "./row_title.ts";
import { partWithDeadlines, type StepDefaults, withDeadlines } from "./with_deadlines.ts";

/** What the command line says about every flow; `null` is "not said". */
export interface FlowOverrides {
  readonly baseUrl: string | null;
  readonly timeoutMs: number | null;
  readonly stepTimeoutMs: number | null;
  readonly retries: number | null;
  /** Texts given with `--var` and `--var-file`. */
  readonly variables: { readonly [name: string]: string };
}

/** Deadlines where nothing is said, in milliseconds. */
export const DEFAULT_TIMES = {
  step: 10_000,
  navigation: 30_000,
  check: 5_000,
  attempt: 120_000,
  finally: 30_000,
} as const;

/** Decides everything that can be decided before a run: one planned flow for each flow or row, with every default. */
export function makePlan(flows: readonly Flow[], overrides: FlowOverrides, settings: RunSettings): Plan {
  return { flows: flows.flatMap((flow) => planFlow(flow, overrides)), settings };
}

/** The planned flows of one flow: itself, or one for each row of `each`. */
export function planFlow(flow: Flow, overrides: FlowOverrides): readonly PlannedFlow[] {
  const rows: readonly (Row | null)[] = flow.each ?? [null];
  return rows.map((row, index) =>
    planRow(flow, overrides, { row, id: row === null ? flow.specPath : `${flow.specPath}#${index + 1}` })
  );
}

function planRow(
  flow: Flow,
  overrides: FlowOverrides,
  { row, id }: { readonly row: Row | null; readonly id: string },
): PlannedFlow {
  const defaults = stepDefaults(overrides.stepTimeoutMs ?? flow.stepTimeoutMs);
  const planned = (steps: PlannedFlow["steps"]) => steps.map((step) => withDeadlines(step, defaults));
  return {
    ...flow,
    id,
    title: rowTitle(flow.title, row),
    row,
    baseUrl: overrides.baseUrl ?? flow.baseUrl,
    timeoutMs: overrides.timeoutMs ?? flow.timeoutMs ?? DEFAULT_TIMES.attempt,
    retries: overrides.retries ?? flow.retries ?? 0,
    finallyTimeoutMs: DEFAULT_TIMES.finally,
    quarantine: null,
    overrides: overrides.variables,
    before: planned(flow.before),
    steps: planned(flow.steps),
    finally: planned(flow.finally),
    after: planned(flow.after),
    session: flow.session === null ? null : {
      ...flow.session,
      part: partWithDeadlines(flow.session.part, defaults),
      valid: planned(flow.session.valid),
    },
    handlers: flow.handlers.map((handler) => ({ ...handler, steps: planned(handler.steps) })),
  };
}

function stepDefaults(stepTimeoutMs: number | null): StepDefaults {
  const { step, navigation, check } = DEFAULT_TIMES;
  return stepTimeoutMs === null
    ? { step, navigation, check }
    : { step: stepTimeoutMs, navigation: stepTimeoutMs, check: stepTimeoutMs };
}
