import { findLocator } from "../actions/find.ts";
import type { LocatorInput } from "../actions/locator.ts";
import { fillIn } from "../plan/fill_in.ts";
import type { Handler } from "../plan/flow.ts";
import type { Span } from "../telemetry/telemetry.ts";
import { runSteps } from "./run_steps.ts";
import { type Attempt, locatorsOf, scopeOf, type StepFrame } from "./step_frame.ts";
import type { VariableScope } from "./variable_scope.ts";

/** What a handler's steps run with. */
interface HandlerOptions {
  readonly variables: VariableScope;
  readonly span: Span;
  readonly signal: AbortSignal;
}

/** Lets the flow's handlers run their steps whenever their element covers the main page while something is done there. */
export async function installHandlers(attempt: Attempt, options: HandlerOptions): Promise<void> {
  for (const handler of attempt.flow.handlers) await install(handler, attempt, options);
}

async function install(handler: Handler, attempt: Attempt, options: HandlerOptions): Promise<void> {
  const { page } = attempt.session;
  const frame: StepFrame = {
    attempt,
    phase: "steps",
    path: [],
    round: 1,
    iteration: "handler",
    local: {},
    part: attempt.flow,
    ...options,
  };
  const input = fillIn(handler.when, scopeOf(frame)) as LocatorInput;
  const element = findLocator(page, input, locatorsOf(frame), attempt.session).first();
  await page.addLocatorHandler(element, async () => {
    const outcome = await runSteps(handler.steps, frame);
    for (const { message, at } of outcome.failures) {
      attempt.warnings.push({ message: `Handler failed: ${message}`, at });
    }
  }, { times: handler.times });
}
