import { findLocator } from "../actions/find.ts";
import type { LocatorInput } from "../actions/locator.ts";
import { fillIn } from "../plan/fill_in.ts";
import type { Handler } from "../plan/flow.ts";
import { failureOfSteps, runSteps } from "./run_steps.ts";
import type { Attempt, RunningTry } from "./step_frame.ts";
import type { VariableScope } from "./variable_scope.ts";

/** Lets the flow's handlers run their steps whenever their element covers the main page while something is done there. */
export async function installHandlers(attempt: Attempt, variables: VariableScope): Promise<void> {
  for (const handler of attempt.flow.handlers) await install(handler, attempt, variables);
}

async function install(handler: Handler, attempt: Attempt, variables: VariableScope): Promise<void> {
  const { session, flow } = attempt;
  const { page } = session;
  const locators = fillIn(flow.locators, variables.all()) as { readonly [name: string]: LocatorInput };
  const input = fillIn(handler.when, variables.all()) as LocatorInput;
  const element = findLocator(page, input, locators, session).first();
  await page.addLocatorHandler(element, async () => {
    const { running } = attempt;
    if (running === null) return;
    const handling = runHandler(handler, running, variables);
    running.holder.handling = handling;
    await handling;
  }, { times: handler.times });
}

/** Runs a handler's steps as children of the step that they interrupted; one that fails fails it, too. */
async function runHandler(handler: Handler, { frame, holder }: RunningTry, variables: VariableScope): Promise<void> {
  const outcome = await runSteps(handler.steps, {
    ...frame,
    path: holder.path,
    round: ++holder.rounds,
    iteration: "handler",
    variables,
    local: {},
    part: frame.attempt.flow,
  });
  frame.attempt.inner.keep(outcome.results, holder.children);
  const failed = failureOfSteps([outcome]);
  if (failed !== null) holder.failures.push(failed);
}
