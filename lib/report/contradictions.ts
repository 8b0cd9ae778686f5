import type { FlowResult, LoginResult, RunResult, StepResult } from "../run/result.ts";
import { countsOf } from "./reduce_events.ts";

/** One thing in a report that is not as its readers need it. */
export interface ReportProblem {
  /** Such as `flows.0.status`; "" is the report as a whole. */
  readonly path: string;
  readonly message: string;
}

/** Where a report with the right types says two things at once: counts, ids and `passed` that do not fit the rest. */
export function contradictions(run: RunResult): readonly ReportProblem[] {
  const counts = Object.entries(countsOf(run.flows)).flatMap(([key, count]) => {
    const found = run[key as keyof ReturnType<typeof countsOf>];
    return found === count ? [] : [{ path: key, message: `expected ${count}, as its flows are, found ${found}` }];
  });
  return [
    ...counts,
    ...wrongExit(run),
    ...sameIds(run.logins, "logins"),
    ...sameIds(run.flows, "flows"),
    ...run.logins.flatMap((login, index) => ofLogin(login, `logins.${index}`)),
    ...run.flows.flatMap((flow, index) => ofFlow(flow, `flows.${index}`)),
  ];
}

/** A flow in quarantine fails no run. */
function wrongExit({ exit, flows }: RunResult): readonly ReportProblem[] {
  const failed = flows.find(({ status, quarantine }) =>
    quarantine === null && (status === "failed" || status === "broken")
  );
  if (exit.code !== 0 || failed === undefined) return [];
  const message = `expected another code, as the status of flow "${failed.id}" is "${failed.status}", found 0`;
  return [{ path: "exit.code", message }];
}

function sameIds(results: readonly { readonly id: string }[], list: string): readonly ReportProblem[] {
  return repeated(results.map(({ id }) => id)).map((index) => ({
    path: `${list}.${index}.id`,
    message: `expected an id of its own, found "${results[index]?.id}" once more`,
  }));
}

function ofLogin(login: LoginResult, path: string): readonly ReportProblem[] {
  return [...wrongPassed(login, login.status === "passed", path), ...ofSteps(login.steps, `${path}.steps`)];
}

function ofFlow(flow: FlowResult, path: string): readonly ReportProblem[] {
  const numbers = repeated(flow.attempts.map(({ number }) => String(number))).map((index) => ({
    path: `${path}.attempts.${index}.number`,
    message: `expected a number of its own, found ${flow.attempts[index]?.number} once more`,
  }));
  const attempts = flow.attempts.flatMap(({ steps }, index) => ofSteps(steps ?? [], `${path}.attempts.${index}.steps`));
  const passed = flow.status === "passed" || flow.status === "flaky";
  return [...wrongPassed(flow, passed, path), ...numbers, ...ofSteps(flow.steps, `${path}.steps`), ...attempts];
}

function ofSteps(steps: readonly StepResult[], path: string): readonly ReportProblem[] {
  return steps.flatMap((step, index) => {
    const here = `${path}.${index}`;
    const passed = step.status === "passed" || step.status === "warned";
    return [...wrongPassed(step, passed, here), ...ofSteps(step.steps, `${here}.steps`)];
  });
}

function wrongPassed(
  { passed, status }: { readonly passed: boolean; readonly status: string },
  expected: boolean,
  path: string,
): readonly ReportProblem[] {
  if (passed === expected) return [];
  return [{ path: `${path}.passed`, message: `expected ${expected}, as its status is "${status}", found ${passed}` }];
}

/** Positions of values that were there before. */
function repeated(values: readonly string[]): readonly number[] {
  const seen = new Set<string>();
  return values.flatMap((value, index) => seen.size === seen.add(value).size ? [index] : []);
}
